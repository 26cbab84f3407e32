# Runs last in an installation: adds what was installed to ${record}_files.txt.
if(is_recorded)
  foreach(file IN LISTS CMAKE_INSTALL_MANIFEST_FILES)
    file(APPEND "${record}_files.txt" "$ENV{DESTDIR}${file}\n")
  endforeach()
endif()
