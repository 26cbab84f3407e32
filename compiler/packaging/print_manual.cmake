# Has ${tool} print a man page for itself and one for each of its commands, and its
# completions, into ${folder}.
cmake_minimum_required(VERSION 3.25)

function(print file)
  execute_process(COMMAND "${tool}" ${ARGN} OUTPUT_FILE "${folder}/${file}"
    COMMAND_ERROR_IS_FATAL ANY)
endfunction()

file(REMOVE_RECURSE "${folder}")
file(MAKE_DIRECTORY "${folder}/man1")
execute_process(COMMAND "${tool}" --help OUTPUT_VARIABLE help COMMAND_ERROR_IS_FATAL ANY)
if(NOT help MATCHES "\nSubcommands:\n((  [^\n]*\n)+)")
  message(FATAL_ERROR "${tool} --help lists no subcommands")
endif()
string(REGEX MATCHALL "(^|\n)  [a-z]+" commands "${CMAKE_MATCH_1}")
print(man1/callgate.1 manual)
foreach(command IN LISTS commands)
  string(STRIP "${command}" command)
  print(man1/callgate-${command}.1 manual ${command})
endforeach()
print(callgate.bash completion bash)
print(_callgate completion zsh)
print(callgate.fish completion fish)
file(TOUCH "${folder}/done")
