# `cpack` makes a Debian package and a .tar.gz of the same files;
# `cpack --config CPackSourceConfig.cmake` one of the sources.
set(CPACK_GENERATOR DEB TGZ)
set(CPACK_PACKAGE_NAME callgate)
if(NOT CPACK_DEBIAN_PACKAGE_MAINTAINER) # who makes a package for others says who that is
  set(CPACK_DEBIAN_PACKAGE_MAINTAINER "The callgate authors <callgate@callgate.example>")
endif()
set(CPACK_PACKAGE_CONTACT "${CPACK_DEBIAN_PACKAGE_MAINTAINER}")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "compiler for system-call allowlists (seccomp filters)")
set(CPACK_PACKAGE_DESCRIPTION
"callgate compiles TOML files that say which system calls a program may make
into classic-BPF seccomp filters, and proves of every filter that it decides
all calls and all values of their arguments as the file says. It runs programs
under such filters, explains and compares them, and counts what they cost.
.
The package has the tool and what programs embed filters with: a header-only
loader in C++17, a CMake package with callgate_add_policy(), and a pkg-config
file.")
set(CPACK_STRIP_FILES ON)
# What packages want to be otherwise than `cmake --install` leaves it.
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_CURRENT_LIST_DIR}/before_packing.cmake)
set(CPACK_VERBATIM_VARIABLES ON)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)

set(CPACK_SOURCE_GENERATOR TGZ)
string(REGEX REPLACE "([][+.*()^$?|])" "\\\\\\1" tree "${PROJECT_SOURCE_DIR}") # as a pattern
set(CPACK_SOURCE_IGNORE_FILES "^${tree}/build/" "^${tree}/\\.git(/|$)" "^${tree}/\\.cache/"
  "__pycache__" "\\.o$")
include(CPack)
