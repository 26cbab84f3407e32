# CPack runs this between installing into a folder of its own and packing that.
file(CHMOD_RECURSE "${CPACK_TEMPORARY_INSTALL_DIRECTORY}" DIRECTORY_PERMISSIONS OWNER_READ
  OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE) # whatever the umask

# Debian's policy wants manual pages and changelogs compressed, a changelog in its own form,
# and the licence by reference (the file copyright says where it is).
if(NOT CPACK_GENERATOR STREQUAL "DEB")
  return()
endif()
set(share "${CPACK_TEMPORARY_INSTALL_DIRECTORY}/usr/share")
set(doc "${share}/doc/callgate")

# -n: no name and no time inside, so that the same files make the same package.
function(compress)
  execute_process(COMMAND gzip -9n ${ARGV} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

string(TIMESTAMP date "%a, %d %b %Y %H:%M:%S +0000" UTC) # heeds SOURCE_DATE_EPOCH
file(WRITE "${doc}/changelog"
"callgate (${CPACK_PACKAGE_VERSION}) unstable; urgency=medium

  * Built from the sources of that version; CHANGELOG.md.gz says what is new.

 -- ${CPACK_PACKAGE_CONTACT}  ${date}
")
file(CHMOD "${doc}/changelog" PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
file(REMOVE "${doc}/LICENSE")
file(GLOB pages "${share}/man/man*/*.[1-9]")
compress("${doc}/changelog" "${doc}/CHANGELOG.md" ${pages})
