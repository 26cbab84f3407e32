# callgate_forbid_widening(): a target is not built if a policy allows more than another one,
# that of the last release or that of an earlier stage of the program.
#
#   callgate_forbid_widening(<target> <old.toml> <new.toml>
#     [ABIS <abi>...]              # without: the policies' own, else that of the compiler
#     [OPTIONS <option>...])       # more options of `callgate diff`: --cap A
#
# After callgate_add_policy.cmake, whose ways to read arguments it shares.
cmake_policy(VERSION 3.16...3.25)

function(callgate_forbid_widening target old new)
  cmake_parse_arguments(PARSE_ARGV 3 arg "" "" "ABIS;OPTIONS")
  _callgate_check_target("${target}")
  if(DEFINED arg_UNPARSED_ARGUMENTS OR DEFINED arg_KEYWORDS_MISSING_VALUES)
    string(JOIN " " unread ${arg_UNPARSED_ARGUMENTS} ${arg_KEYWORDS_MISSING_VALUES})
    _callgate_refuse("cannot read \"${unread}\": after the target and two policies come ABIS or "
      "OPTIONS, each with a value")
  endif()
  _callgate_input_file(old "old policy" "${old}")
  _callgate_input_file(new "new policy" "${new}")
  _callgate_abi_options(abi_options "${arg_ABIS}")
  _callgate_tool(tool tool_dependencies)

  string(MD5 id "${target};${old};${new};${ARGN}")
  string(SUBSTRING ${id} 0 8 id)
  set(check callgate_widening_${target}_${id})
  if(TARGET ${check})
    return()
  endif()
  set(folder "${CMAKE_CURRENT_BINARY_DIR}/callgate/${target}")
  set(checked "${folder}/${id}.checked")
  get_filename_component(name "${new}" NAME)
  add_custom_command(OUTPUT "${checked}"
    COMMAND "${tool}" diff "${old}" "${new}" --forbid-widening --quiet ${abi_options} ${arg_OPTIONS}
    COMMAND ${CMAKE_COMMAND} -E make_directory "${folder}"
    COMMAND ${CMAKE_COMMAND} -E touch "${checked}"
    DEPENDS "${old}" "${new}" ${tool_dependencies}
    COMMENT "Comparing ${name} with what it may allow at most"
    VERBATIM)
  add_custom_target(${check} DEPENDS "${checked}")
  add_dependencies(${target} ${check})
endfunction()
