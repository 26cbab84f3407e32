# What the tests of the runtime and of emitted headers share: the flags that embedders may have
# at their strictest, the compilers that are promised to have nothing to say then, and objects
# made like that.
set(CALLGATE_STRICT -fno-exceptions -fno-rtti -Wall -Wextra -Wpedantic -Wconversion
  -Wsign-conversion -Wshadow -Wold-style-cast -Wcast-qual -Wundef -Wredundant-decls -Werror)
set(CALLGATE_COMPILERS g++ clang++ x86_64-linux-gnu-g++ i686-linux-gnu-g++ aarch64-linux-gnu-g++
  arm-linux-gnueabihf-g++ riscv64-linux-gnu-g++ s390x-linux-gnu-g++)

# Sets `variable` to the paths of those compilers that are here; of others it is said that
# `test` goes without.
function(callgate_find_compilers variable test)
  set(present)
  set(absent)
  foreach(compiler IN LISTS ARGN)
    find_program(CALLGATE_FOUND_${compiler} ${compiler})
    mark_as_advanced(CALLGATE_FOUND_${compiler})
    if(CALLGATE_FOUND_${compiler})
      list(APPEND present ${CALLGATE_FOUND_${compiler}})
    else()
      list(APPEND absent ${compiler})
    endif()
  endforeach()
  if(absent)
    list(JOIN absent ", " absent)
    message(STATUS "The test ${test} goes without ${absent}")
  endif()
  set(${variable} "${present}" PARENT_SCOPE)
endfunction()

# Makes objects of this folder's embedder.cpp before test_<name>, in the two standards and the
# two optimisation levels that differ most. The test <name>_symbols looks at what they need:
# beside what the loader does, the functions that follow.
function(callgate_embedder name)
  set(objects)
  foreach(standard 17 20)
    foreach(level 0 2)
      set(object ${name}_embedder_${standard}_O${level})
      add_library(${object} OBJECT embedder.cpp)
      set_target_properties(${object} PROPERTIES CXX_STANDARD ${standard})
      target_compile_options(${object} PRIVATE -O${level} ${CALLGATE_STRICT})
      target_include_directories(${object} PRIVATE ${PROJECT_SOURCE_DIR}/runtime)
      add_dependencies(test_${name} ${object})
      list(APPEND objects $<TARGET_OBJECTS:${object}>)
    endforeach()
  endforeach()
  list(JOIN ARGN "," also)
  add_test(NAME ${name}_symbols
    COMMAND ${CMAKE_COMMAND} -DNM=${CMAKE_NM} "-DOBJECTS=$<JOIN:${objects},,>" "-DALSO=${also}"
      -P ${PROJECT_SOURCE_DIR}/tests/runtime/symbols.cmake)
endfunction()
