cmake_policy(VERSION 3.25)
# Checks objects made of the runtime. What they need is nothing but the few functions of libc
# that are async-signal-safe: no allocator, no C++ library, no exception support. What they
# define, beside what is the embedder's own, is inline, so that any number of objects may.
#   cmake -DNM=nm -DOBJECTS=a.o,b.o [-DALSO=sigaction,…] -P symbols.cmake
set(permitted syscall poll pread pread64 __errno_location ___errno_location _GLOBAL_OFFSET_TABLE_
    __stack_chk_fail memset memcpy)
string(REPLACE "," ";" ALSO "${ALSO}") # what only this part of the runtime needs
list(APPEND permitted ${ALSO})
string(REPLACE "," ";" OBJECTS "${OBJECTS}")

# NAMES: "TYPE NAME" for each symbol of `object`, names mangled so that none has blanks.
function(list_symbols object names)
  execute_process(COMMAND ${NM} -P ${object} OUTPUT_VARIABLE listing COMMAND_ERROR_IS_FATAL ANY)
  string(REGEX MATCHALL "[^\n]+" lines "${listing}")
  list(TRANSFORM lines REPLACE "^([^ ]+) (.).*$" "\\2 \\1")
  set(${names} "${lines}" PARENT_SCOPE)
endfunction()

foreach(object IN LISTS OBJECTS)
  list_symbols(${object} symbols)
  set(needed)
  foreach(symbol IN LISTS symbols)
    string(SUBSTRING "${symbol}" 0 1 type)
    string(SUBSTRING "${symbol}" 2 -1 name)
    if(type STREQUAL "U")
      string(REGEX REPLACE "@.*" "" name "${name}")
      list(APPEND needed ${name})
      if(NOT name IN_LIST permitted)
        message(SEND_ERROR "${object}: the runtime needs ${name}")
      endif()
    elseif(name MATCHES "8embedder" OR type MATCHES "^[WVun]$") # n: the name of a group
      continue()
    elseif(name MATCHES "8callgate" OR NOT type STREQUAL "r") # r: the compiler's own constants
      message(SEND_ERROR "${object}: ${name} is defined, and not inline (${type})")
    endif()
  endforeach()
  if(NOT symbols)
    message(SEND_ERROR "${object}: no symbols")
  endif()
  message(STATUS "${object}: needs ${needed}")
endforeach()
