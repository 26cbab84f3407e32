# Man pages and completions: installed as they are in docs/man, or printed by the tool itself,
# so that they cannot differ from it.
file(GLOB pages CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/docs/man/*.[1-9])
foreach(page IN LISTS pages)
  string(REGEX MATCH "[1-9]$" section ${page})
  install(FILES ${page} DESTINATION ${CMAKE_INSTALL_MANDIR}/man${section}
    COMPONENT callgate_tool)
endforeach()

# A tool that was built for another machine cannot print anything here.
set(printer $<TARGET_FILE:callgate>)
if(CMAKE_CROSSCOMPILING)
  set(printer ${CALLGATE_EXECUTABLE})
  if(NOT printer)
    message(WARNING "No man pages of commands and no completions: they are printed by a callgate "
      "of this version that runs here, which -DCALLGATE_EXECUTABLE=/path/to/callgate names.")
    return()
  endif()
endif()

set(printed ${CMAKE_CURRENT_BINARY_DIR}/printed)
add_custom_command(OUTPUT ${printed}/done
  COMMAND ${CMAKE_COMMAND} -Dtool=${printer} -Dfolder=${printed}
          -P ${CMAKE_CURRENT_SOURCE_DIR}/print_manual.cmake
  DEPENDS callgate print_manual.cmake
  COMMENT "Printing man pages and completions"
  VERBATIM)
add_custom_target(callgate_manual ALL DEPENDS ${printed}/done)

install(DIRECTORY ${printed}/man1 DESTINATION ${CMAKE_INSTALL_MANDIR} COMPONENT callgate_tool)
install(FILES ${printed}/callgate.bash RENAME callgate
  DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/bash-completion/completions COMPONENT callgate_tool)
install(FILES ${printed}/_callgate
  DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/zsh/vendor-completions COMPONENT callgate_tool)
install(FILES ${printed}/callgate.fish
  DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/fish/vendor_completions.d COMPONENT callgate_tool)
