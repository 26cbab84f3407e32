cmake_policy(VERSION 3.25)
# Checks that an object made of the runtime needs nothing but the few functions of libc
# that are async-signal-safe: no allocator, no C++ library, no exception support.
#   cmake -DNM=nm -DOBJECTS=a.o,b.o [-DALSO=sigaction,…] -P symbols.cmake
set(permitted syscall pread pread64 __errno_location ___errno_location _GLOBAL_OFFSET_TABLE_
    __stack_chk_fail memset memcpy)
string(REPLACE "," ";" ALSO "${ALSO}") # what only this part of the runtime needs
list(APPEND permitted ${ALSO})
string(REPLACE "," ";" OBJECTS "${OBJECTS}")
foreach(object IN LISTS OBJECTS)
  execute_process(COMMAND ${NM} -u -C ${object} OUTPUT_VARIABLE listing COMMAND_ERROR_IS_FATAL ANY)
  string(REGEX MATCHALL "[^ \n]+\n" symbols "${listing}")
  list(TRANSFORM symbols STRIP)
  foreach(symbol IN LISTS symbols)
    string(REGEX REPLACE "@.*" "" name "${symbol}")
    if(NOT "${name}" IN_LIST permitted)
      message(SEND_ERROR "${object}: the runtime needs ${symbol}")
    endif()
  endforeach()
  message(STATUS "${object}: needs ${symbols}")
endforeach()
