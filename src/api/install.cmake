# What `cmake --install` puts where, so that other projects find the library:
#
#   include/newsidx/*.h     lib/libnewsidx.so -> libnewsidx.so.0.1 -> libnewsidx.so.0.1.0
#   lib/cmake/newsidx/      lib/pkgconfig/newsidx.pc
#   share/newsidx/synonyms/ the lists of synonyms, to be read and changed (the library has them)
include(CMakePackageConfigHelpers)

install(TARGETS newsidx EXPORT newsidxTargets
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/newsidx DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
  FILES_MATCHING PATTERN "*.h")

install(DIRECTORY ${PROJECT_SOURCE_DIR}/src/query/synonyms/shipped/
  DESTINATION ${CMAKE_INSTALL_DATADIR}/newsidx/synonyms FILES_MATCHING PATTERN "*.txt")

set(NEWSIDX_CMAKE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/newsidx)
install(EXPORT newsidxTargets NAMESPACE newsidx:: DESTINATION ${NEWSIDX_CMAKE_DIR})
configure_package_config_file(
  ${CMAKE_CURRENT_LIST_DIR}/newsidxConfig.cmake.in ${CMAKE_CURRENT_BINARY_DIR}/newsidxConfig.cmake
  INSTALL_DESTINATION ${NEWSIDX_CMAKE_DIR})
# Versions are compatible as the names of the shared library are: CMakeLists.txt beside this file.
write_basic_package_version_file(
  ${CMAKE_CURRENT_BINARY_DIR}/newsidxConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/newsidxConfig.cmake
              ${CMAKE_CURRENT_BINARY_DIR}/newsidxConfigVersion.cmake
  DESTINATION ${NEWSIDX_CMAKE_DIR})

file(RELATIVE_PATH NEWSIDX_PC_INCLUDEDIR
  ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_FULL_INCLUDEDIR})
configure_file(${CMAKE_CURRENT_LIST_DIR}/newsidx.pc.in ${CMAKE_CURRENT_BINARY_DIR}/newsidx.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/newsidx.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
