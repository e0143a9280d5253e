# Compiler settings of every room. Definitions are global because precompiled headers are shared between targets.
add_compile_definitions(
  QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING QT_STRICT_ITERATORS
  BOOST_JSON_STACK_BUFFER_SIZE=4096
  BEAMLINE_VERSION="${PROJECT_VERSION}")
add_compile_options(-Wall -Wextra -Wpedantic -Wshadow)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  add_compile_options(-Wno-array-bounds -Wno-restrict -Wno-stringop-overflow -Wno-stringop-overread) # false alarms of g++ 12 in std::string (gcc bugs 105329, 105651)
endif()
if(BEAMLINE_WERROR)
  add_compile_options(-Werror)
endif()

# What waits for people and clocks is not worth the compiler's time in development: windows and tests are not optimised,
# which saves a quarter of it; the engine is, because its tests compute.
set(BEAMLINE_UNHURRIED "")
if(CMAKE_BUILD_TYPE STREQUAL Debug AND NOT BEAMLINE_SANITIZE AND NOT MSVC)
  set(BEAMLINE_UNHURRIED -O0)
endif()

find_program(CCACHE ccache)
if(CCACHE)
  # The sloppiness is what ccache asks for with precompiled headers.
  set(launcher ${CMAKE_COMMAND} -E env
      CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${launcher})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${launcher})
  add_compile_options($<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
endif()

find_program(MOLD mold)
if(MOLD)
  add_link_options(-fuse-ld=mold)
endif()

if(BEAMLINE_SANITIZE)
  add_compile_options(-fsanitize=${BEAMLINE_SANITIZE} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${BEAMLINE_SANITIZE})
  if(BEAMLINE_SANITIZE MATCHES undefined)
    # CAF 0.17 builds references from null pointers that it never reads (init_fun_factory.hpp).
    add_compile_options(-fno-sanitize=null -fno-sanitize-recover=undefined)
  endif()
endif()

option(BEAMLINE_UNITY "Compile several files of a room at once: a third of the time, names count across them" ON)
function(beamline_unity target)
  if(BEAMLINE_UNITY)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
    target_compile_options(${target} PRIVATE -Wno-subobject-linkage) # every file looks like an included one
  endif()
endfunction()

# beamline_room(NAME [PCH header | PCH_FROM target] LINKS targets...): one folder, one static library.
# Sources are globbed so that a new file pair needs no edit here; CONFIGURE_DEPENDS re-checks at each build.
function(beamline_room name)
  cmake_parse_arguments(arg "" "PCH_FROM" "PCH;LINKS;PRIVATE_LINKS" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp ${CMAKE_CURRENT_SOURCE_DIR}/*.h)
  add_library(${name} STATIC ${sources})
  target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR})
  target_link_libraries(${name} PUBLIC ${arg_LINKS} PRIVATE ${arg_PRIVATE_LINKS})
  beamline_unity(${name})
  if(arg_PCH)
    target_precompile_headers(${name} PRIVATE ${arg_PCH})
  elseif(arg_PCH_FROM)
    target_precompile_headers(${name} REUSE_FROM ${arg_PCH_FROM})
  endif()
endfunction()

# beamline_lean_moc(): the targets of this folder let moc read the project's headers alone. With those of Qt, Boost and
# the standard library it takes thirty times as long, for the same text.
function(beamline_lean_moc)
  if(NOT UNIX OR NOT TARGET Qt6::moc)
    return()
  endif()
  get_target_property(moc Qt6::moc IMPORTED_LOCATION)
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/moc.sh @ONLY CONTENT [[#!/bin/sh
for word do
  shift
  case $word in -I@CMAKE_SOURCE_DIR@*) set -- "$@" "$word" ;; -I/usr/*) ;; *) set -- "$@" "$word" ;; esac
done
exec "@moc@" "$@"
]])
  file(CHMOD ${CMAKE_BINARY_DIR}/moc.sh PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
  get_property(targets DIRECTORY PROPERTY BUILDSYSTEM_TARGETS)
  foreach(target ${targets})
    get_target_property(type ${target} TYPE)
    if(type MATCHES "LIBRARY|EXECUTABLE")
      set_target_properties(${target} PROPERTIES AUTOMOC_EXECUTABLE ${CMAKE_BINARY_DIR}/moc.sh)
    endif()
  endforeach()
endfunction()
