# Runs last in an installation: adds what was installed to ${record}_files.txt, as the real
# paths of folders, so that uninstall.sh notices if others stand in their place.
if(NOT is_recorded)
  return()
endif()
# CMake's list of whole paths does not tell a semicolon inside of one from the next path.
string(REPLACE ";" "\\;" files "${CMAKE_INSTALL_MANIFEST_FILES}")
string(REPLACE "\\;/" ";/" files "${files}")
foreach(file IN LISTS files)
  cmake_path(GET file PARENT_PATH folder)
  cmake_path(GET file FILENAME name)
  file(REAL_PATH "$ENV{DESTDIR}${folder}" folder)
  file(APPEND "${record}_files.txt" "${folder}/${name}\n")
endforeach()
