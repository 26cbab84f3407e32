# Finds a callgate that runs on this machine. The one beside these files may not: they may
# be a foreign machine's, in the sysroot of a cross build.
cmake_policy(VERSION 3.16...3.25)

# Makes the target callgate::callgate of the first of these that runs and is of `version`:
# CALLGATE_EXECUTABLE, then `packaged`, then what PATH has. If CALLGATE_EXECUTABLE is given,
# it alone counts. Without any, the reason is kept for whoever needs the tool: programs that
# only include the runtime do not.
function(_callgate_find_executable packaged version)
  if(TARGET callgate::callgate)
    return()
  endif()
  if(NOT DEFINED CALLGATE_EXECUTABLE)
    set(CALLGATE_EXECUTABLE "" CACHE FILEPATH "A callgate that runs on this machine")
  endif()
  set(candidates "${CALLGATE_EXECUTABLE}")
  if(NOT CALLGATE_EXECUTABLE)
    find_program(_callgate_in_path callgate NO_CMAKE_PATH NO_CMAKE_FIND_ROOT_PATH)
    set(candidates "${packaged}" "${_callgate_in_path}")
    unset(_callgate_in_path CACHE)
  endif()
  set(reason)
  foreach(candidate IN LISTS candidates)
    if(NOT candidate OR NOT EXISTS "${candidate}")
      continue()
    endif()
    execute_process(COMMAND "${candidate}" --version
      RESULT_VARIABLE status OUTPUT_VARIABLE said ERROR_QUIET TIMEOUT 60)
    if(NOT status STREQUAL "0" OR NOT said MATCHES "^callgate ([0-9.]+)")
      string(APPEND reason "${candidate} is no callgate that runs on this machine. ")
    elseif(NOT CMAKE_MATCH_1 VERSION_EQUAL version)
      string(APPEND reason "${candidate} is version ${CMAKE_MATCH_1}. ")
    else()
      add_executable(callgate::callgate IMPORTED GLOBAL)
      set_target_properties(callgate::callgate PROPERTIES IMPORTED_LOCATION "${candidate}")
      return()
    endif()
  endforeach()
  if(NOT reason AND CALLGATE_EXECUTABLE)
    set(reason "${CALLGATE_EXECUTABLE} does not exist. ")
  endif()
  set_property(GLOBAL PROPERTY CALLGATE_NO_EXECUTABLE "${reason}A callgate ${version} that runs \
on this machine is needed to compile policies: install one, and if it is not in PATH, say \
-DCALLGATE_EXECUTABLE=/path/to/callgate")
endfunction()
