# callgate_add_policy(): a policy compiled into a target, by the build, whenever it changes.
#
#   callgate_add_policy(<target> <policy.toml>
#     [NAME <identifier>]          # what the filter is called: <name>_filter.h and in the code
#     [EMIT <c|cpp|raw|base64|asm>...]                       # without: c
#     [CAPABILITIES <name>... | all | none]                  # of one filter; without: none
#     [SETS <name[+name...]>... | all | none]                # of EMIT cpp, which holds several
#     [ABIS <abi>...]              # without: the policy's own, else that of the compiler
#     [WEIGHTS <counts.json>]
#     [OPTIONS <option>...]        # more options of `callgate compile`: --strict, --prefer size
#     [OUTPUTS <variable>])        # gets the paths of what will be generated
#
# The files are made in folders that only <target> includes from, which also sees
# <callgate/...>. Nothing is linked, so that a static library with a policy can be exported
# without one word of callgate.
cmake_policy(VERSION 3.16...3.25)

define_property(TARGET PROPERTY CALLGATE_GENERATED
  BRIEF_DOCS "What callgate_add_policy() makes for the target"
  FULL_DOCS "The names of all the files, so that no two policies make the same one")
set_property(GLOBAL PROPERTY CALLGATE_CMAKE_FOLDER "${CMAKE_CURRENT_LIST_DIR}")

function(callgate_add_policy target policy)
  cmake_parse_arguments(PARSE_ARGV 2 arg ""
    "NAME;WEIGHTS;OUTPUTS" "CAPABILITIES;SETS;ABIS;EMIT;OPTIONS")
  _callgate_check_target("${target}")
  if(DEFINED arg_UNPARSED_ARGUMENTS OR DEFINED arg_KEYWORDS_MISSING_VALUES)
    string(JOIN " " unread ${arg_UNPARSED_ARGUMENTS} ${arg_KEYWORDS_MISSING_VALUES})
    _callgate_refuse("cannot read \"${unread}\": after the target and the policy come NAME, EMIT, "
      "CAPABILITIES, SETS, ABIS, WEIGHTS, OPTIONS or OUTPUTS, each with a value")
  endif()
  _callgate_input_file(policy "policy" "${policy}")
  if(DEFINED arg_EMIT)
    list(REMOVE_DUPLICATES arg_EMIT)
  else()
    set(arg_EMIT c)
  endif()

  set(common)
  set(inputs "${policy}")
  if(DEFINED arg_NAME)
    if(NOT arg_NAME MATCHES "^[A-Za-z_][A-Za-z0-9_]*$")
      _callgate_refuse("NAME \"${arg_NAME}\" cannot name things in C: use letters, digits and "
        "underscores")
    endif()
    set(file_name ${arg_NAME})
    list(APPEND common --name ${arg_NAME})
  else()
    get_filename_component(file_name "${policy}" NAME_WLE)
    string(MAKE_C_IDENTIFIER "${file_name}" file_name)
  endif()
  if(DEFINED arg_WEIGHTS)
    _callgate_input_file(weights "WEIGHTS" "${arg_WEIGHTS}")
    list(APPEND common --weights "${weights}")
    list(APPEND inputs "${weights}")
  endif()
  _callgate_abi_options(abi_options "${arg_ABIS}")
  _callgate_check_options("${arg_OPTIONS}")
  list(APPEND common ${abi_options} ${arg_OPTIONS})
  _callgate_set_options("${arg_EMIT}" "${arg_CAPABILITIES}" "${arg_SETS}")

  _callgate_add_rules()
  target_include_directories(${target} SYSTEM PRIVATE
    $<TARGET_PROPERTY:callgate::runtime,INTERFACE_INCLUDE_DIRECTORIES>)
  if("cpp" IN_LIST arg_EMIT)
    target_compile_features(${target} PRIVATE cxx_std_17)
  endif()
  if(DEFINED arg_OUTPUTS)
    set(${arg_OUTPUTS} ${outputs} PARENT_SCOPE)
  endif()
endfunction()

# A rule for each format, and `outputs`, of what callgate_add_policy() has read. Each file has
# a folder of its own: the folder of one that is made no longer is not among those to include
# from, so that nobody gets the filter of an older policy.
function(_callgate_add_rules)
  _callgate_tool(tool tool_dependencies)
  set(outputs)
  foreach(format IN LISTS arg_EMIT)
    _callgate_ending(ending "${format}")
    _callgate_claim("${target}" "${file_name}${ending}")
    set(folder "${CMAKE_CURRENT_BINARY_DIR}/callgate/${target}/${file_name}/${format}")
    set(output "${folder}/${file_name}${ending}")
    add_custom_command(OUTPUT "${output}"
      COMMAND ${CMAKE_COMMAND} -E make_directory "${folder}"
      COMMAND "${tool}" compile "${policy}" --emit ${format} ${common} ${set_options_${format}}
              -o "${output}"
      DEPENDS ${inputs} ${tool_dependencies}
      COMMENT "Compiling ${file_name}${ending} for ${target}"
      VERBATIM)
    list(APPEND outputs "${output}")
    target_include_directories(${target} PRIVATE "${folder}")
  endforeach()
  set(outputs ${outputs} PARENT_SCOPE)

  # A target in between, since the files' own rules are known in this directory only and
  # <target> may be another's. The name of the first file is nobody else's.
  list(GET outputs 0 first)
  get_filename_component(first "${first}" NAME)
  add_custom_target(callgate_policy_${target}_${first} DEPENDS ${outputs})
  add_dependencies(${target} callgate_policy_${target}_${first})
endfunction()

function(_callgate_refuse)
  string(CONCAT text ${ARGV})
  message(FATAL_ERROR "callgate: ${text}.")
endfunction()

function(_callgate_check_target target)
  if(NOT TARGET "${target}")
    _callgate_refuse("there is no target \"${target}\": add the executable or library first")
  endif()
  get_target_property(type ${target} TYPE)
  get_target_property(imported ${target} IMPORTED)
  get_target_property(aliased ${target} ALIASED_TARGET)
  if(imported OR aliased OR NOT type MATCHES "EXECUTABLE|(STATIC|SHARED|MODULE|OBJECT)_LIBRARY")
    _callgate_refuse("\"${target}\" is no executable or library with sources in this project")
  endif()
endfunction()

# Sets `variable` to the whole path of an input, which exists or will be generated.
function(_callgate_input_file variable what path)
  get_filename_component(absolute "${path}" ABSOLUTE BASE_DIR "${CMAKE_CURRENT_SOURCE_DIR}")
  get_source_file_property(generated "${absolute}" GENERATED)
  if(NOT generated AND (NOT EXISTS "${absolute}" OR IS_DIRECTORY "${absolute}"))
    _callgate_refuse("the ${what} file \"${absolute}\" does not exist")
  endif()
  set(${variable} "${absolute}" PARENT_SCOPE)
endfunction()

# How the files are called that hold a format.
function(_callgate_ending variable format)
  set(endings c _filter.h cpp _filter.hpp raw .bpf base64 .b64 asm .asm)
  list(FIND endings "${format}" at)
  if(at EQUAL -1 OR "${format}" MATCHES "[._]")
    _callgate_refuse("unknown EMIT \"${format}\": choose from c, cpp, raw, base64, asm")
  endif()
  math(EXPR at "${at} + 1")
  list(GET endings ${at} ending)
  set(${variable} "${ending}" PARENT_SCOPE)
endfunction()

# Options that have a word of their own here would be said twice, or hide an input.
function(_callgate_check_options options)
  set(words --output OUTPUTS -o OUTPUTS --emit EMIT --abi ABIS --default-abi ABIS --cap CAPABILITIES
    --sets SETS --weights WEIGHTS --name NAME)
  foreach(option IN LISTS options)
    string(REGEX REPLACE "=.*" "" option "${option}")
    string(REGEX REPLACE "^-o.+" "-o" option "${option}")
    list(FIND words "${option}" at)
    if(NOT at EQUAL -1 AND option MATCHES "^-")
      math(EXPR at "${at} + 1")
      list(GET words ${at} word)
      _callgate_refuse("OPTIONS ${option} has a word of its own: use ${word}")
    endif()
  endforeach()
endfunction()

# Sets set_options_<format>: --sets for cpp, --cap for the formats that hold one set.
function(_callgate_set_options formats capabilities sets)
  set(others ${formats})
  list(REMOVE_ITEM others cpp)
  if(sets AND NOT "cpp" IN_LIST formats)
    _callgate_refuse("SETS is for EMIT cpp, which holds several sets. One set of capabilities is "
      "asked for with CAPABILITIES")
  endif()
  if(capabilities AND NOT others)
    _callgate_refuse("EMIT cpp chooses capabilities when the program runs: say with SETS which "
      "sets it can choose from")
  endif()
  string(REPLACE ";" "," capabilities "${capabilities}")
  string(REPLACE ";" "," sets "${sets}")
  if(capabilities)
    list(INSERT capabilities 0 --cap)
  endif()
  if(sets)
    list(INSERT sets 0 --sets)
  endif()
  foreach(format IN LISTS others)
    set(set_options_${format} ${capabilities} PARENT_SCOPE)
  endforeach()
  set(set_options_cpp ${sets} PARENT_SCOPE)
endfunction()

# What was asked for; else the compiler's ABI, for policies that name none themselves.
function(_callgate_abi_options variable abis)
  get_property(folder GLOBAL PROPERTY CALLGATE_CMAKE_FOLDER)
  file(STRINGS "${folder}/target_abi.c" lines REGEX "^#error \"callgate ABI: ")
  string(REGEX REPLACE "#error \"callgate ABI: ([a-z0-9_]+)\"" "\\1" known "${lines}")
  list(REMOVE_ITEM known none)
  foreach(abi IN LISTS abis)
    if(NOT abi IN_LIST known)
      string(REPLACE ";" ", " known "${known}")
      _callgate_refuse("unknown ABI \"${abi}\": choose from ${known}")
    endif()
  endforeach()
  if(abis)
    string(REPLACE ";" "," abis "${abis}")
    set(${variable} --abi ${abis} PARENT_SCOPE)
    return()
  endif()
  callgate_target_abi(abi)
  if(NOT abi IN_LIST known)
    _callgate_refuse("cannot tell which ABI the compiler makes code for, or callgate has no "
      "filters for it. Say ABIS. The compiler said:\n${abi}\n")
  endif()
  set(${variable} --default-abi ${abi} PARENT_SCOPE)
endfunction()

# Sets `variable` to callgate's name of the ABI that the compiler makes code for with the
# flags of this directory, or to what the compiler said instead. One compilation, kept for
# as long as compiler and flags are the same.
function(callgate_target_abi variable)
  get_property(languages GLOBAL PROPERTY ENABLED_LANGUAGES)
  if("C" IN_LIST languages)
    set(language C)
    set(suffix c)
  elseif("CXX" IN_LIST languages)
    set(language CXX)
    set(suffix cxx)
  else()
    _callgate_refuse("the project has neither C nor C++ among its languages")
  endif()
  set(asked "${CMAKE_${language}_COMPILER} ${CMAKE_${language}_COMPILER_TARGET} "
    "${CMAKE_${language}_FLAGS}")
  if(NOT "${CALLGATE_TARGET_ABI_ASKED}" STREQUAL "${asked}")
    get_property(folder GLOBAL PROPERTY CALLGATE_CMAKE_FOLDER)
    set(scratch "${CMAKE_BINARY_DIR}/CMakeFiles/callgate")
    configure_file("${folder}/target_abi.c" "${scratch}/target_abi.${suffix}" COPYONLY)
    try_compile(compiled "${scratch}" SOURCES "${scratch}/target_abi.${suffix}"
      OUTPUT_VARIABLE said)
    unset(compiled CACHE)
    if(NOT said MATCHES "callgate ABI: ([a-z0-9_]+)")
      set(${variable} "${said}" PARENT_SCOPE)
      return()
    endif()
    set(CALLGATE_TARGET_ABI ${CMAKE_MATCH_1} CACHE INTERNAL "ABI that the compiler makes code for")
    set(CALLGATE_TARGET_ABI_ASKED "${asked}" CACHE INTERNAL "Compiler and flags that were asked")
  endif()
  set(${variable} "${CALLGATE_TARGET_ABI}" PARENT_SCOPE)
endfunction()

# Two policies in one file, or one policy with two meanings, would go unnoticed; so would
# files of the same name in two folders that a target includes from.
function(_callgate_claim target name)
  get_property(claimed TARGET ${target} PROPERTY CALLGATE_GENERATED)
  if("${name}" IN_LIST claimed)
    _callgate_refuse("${target} has a ${name} already: give one of them another NAME")
  endif()
  set_property(TARGET ${target} APPEND PROPERTY CALLGATE_GENERATED "${name}")
endfunction()

# The command to run and what to depend on: the tool of this build, or one that was found.
function(_callgate_tool command dependencies)
  if(NOT TARGET callgate::callgate)
    get_property(reason GLOBAL PROPERTY CALLGATE_NO_EXECUTABLE)
    if(NOT reason)
      set(reason "find_package(callgate) was not called in this directory or above it")
    endif()
    _callgate_refuse("${reason}")
  endif()
  get_target_property(imported callgate::callgate IMPORTED)
  if(imported)
    # Its path and not its name, in front of which CMake would put a cross build's emulator.
    get_target_property(path callgate::callgate IMPORTED_LOCATION)
    set(${command} "${path}" PARENT_SCOPE)
    _callgate_stamp(stamp "${path}")
    set(${dependencies} "${path}" "${stamp}" PARENT_SCOPE)
  else()
    set(${command} callgate::callgate PARENT_SCOPE)
    set(${dependencies} callgate::callgate PARENT_SCOPE)
  endif()
endfunction()

# Sets `variable` to a file that is newer than what was made by another tool than the one at
# `path`, whose own time may be old: packages keep that of their building.
function(_callgate_stamp variable path)
  file(SHA256 "${path}" now)
  string(PREPEND now "${path} ")
  set(stamp "${CMAKE_BINARY_DIR}/CMakeFiles/callgate/tool.txt")
  set(before)
  if(EXISTS "${stamp}")
    file(READ "${stamp}" before)
  endif()
  if(NOT before STREQUAL now)
    file(WRITE "${stamp}" "${now}")
  endif()
  set(${variable} "${stamp}" PARENT_SCOPE)
endfunction()
