# The target `uninstall`: takes away every file that this build installed and every folder that
# was made for them. CMake's own install_manifest.txt would not do: it has no folders, and
# making a package overwrites it with paths of the package.
include(GNUInstallDirs)

set(folders ${CMAKE_INSTALL_BINDIR} ${CMAKE_INSTALL_INCLUDEDIR}/callgate lib/cmake/callgate
  ${CMAKE_INSTALL_DATAROOTDIR}/pkgconfig
  ${CMAKE_INSTALL_MANDIR}/man1 ${CMAKE_INSTALL_MANDIR}/man3 ${CMAKE_INSTALL_MANDIR}/man5
  ${CMAKE_INSTALL_DATAROOTDIR}/bash-completion/completions
  ${CMAKE_INSTALL_DATAROOTDIR}/zsh/vendor-completions
  ${CMAKE_INSTALL_DATAROOTDIR}/fish/vendor_completions.d
  ${CMAKE_INSTALL_DOCDIR}/docs)
set(record ${CMAKE_BINARY_DIR}/installed)

# Which folders are missing shows only before the first other rule, and which files there are
# only after the last.
set(common "set(record \"${record}\")\nset(folders \"${folders}\")")
install(CODE "${common}" ALL_COMPONENTS)
install(SCRIPT ${CMAKE_CURRENT_LIST_DIR}/record_folders.cmake ALL_COMPONENTS)
cmake_language(DEFER CALL
  install SCRIPT ${CMAKE_CURRENT_SOURCE_DIR}/compiler/packaging/record_files.cmake ALL_COMPONENTS)
add_custom_target(uninstall
  COMMAND sh ${CMAKE_CURRENT_LIST_DIR}/uninstall.sh ${record}
  VERBATIM)
