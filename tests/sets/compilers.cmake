# Checks FILE with every one of COMPILERS, in each standard, with FLAGS and what more that
# compiler can complain of, and with names that are macros of Qt's.
set(qt -Dslots= -Dsignals=public -Demit= -Dforeach=for) # Qt's macros
foreach(compiler IN LISTS COMPILERS)
  if(compiler MATCHES "clang")
    set(more -Weverything -Wno-c++98-compat -Wno-c++98-compat-pedantic -Wno-padded)
  else()
    set(more -Wuseless-cast -Wduplicated-cond -Wlogical-op)
  endif()
  foreach(standard c++17 gnu++17 c++20)
    execute_process(
      COMMAND ${compiler} -std=${standard} ${FLAGS} ${more} ${qt} ${INCLUDES} -fsyntax-only ${FILE}
      RESULT_VARIABLE result ERROR_VARIABLE errors)
    if(NOT result EQUAL 0)
      message(SEND_ERROR "${compiler} -std=${standard}:\n${errors}")
    endif()
  endforeach()
endforeach()
