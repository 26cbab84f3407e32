# Runs first in an installation: adds to ${record}_folders.txt the topmost folders, of ${folders}
# and what is around them, that do not exist yet. All in them is made by this installation or
# later. Not when it is CPack that installs, into a package.
set(is_recorded ON)
if("$ENV{DESTDIR}${CMAKE_INSTALL_PREFIX}" MATCHES "/_CPack_Packages/")
  set(is_recorded OFF)
  return()
endif()
foreach(folder IN LISTS folders)
  cmake_path(ABSOLUTE_PATH folder BASE_DIRECTORY "${CMAKE_INSTALL_PREFIX}")
  set(folder "$ENV{DESTDIR}${folder}") # of these two, both may be relative to where we are
  cmake_path(ABSOLUTE_PATH folder NORMALIZE)
  set(made)
  while(NOT EXISTS "${folder}")
    cmake_path(GET folder FILENAME made)
    cmake_path(GET folder PARENT_PATH folder)
  endwhile()
  if(made)
    file(REAL_PATH "${folder}" folder)
    file(APPEND "${record}_folders.txt" "${folder}/${made}\n")
  endif()
endforeach()
