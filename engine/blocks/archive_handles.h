// SPDX-License-Identifier: Apache-2.0
#pragma once
// Owners of libarchive's objects, for the files of archive_file.h only. One thread each.

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>

#include <memory>

#include "engine/blocks/archive_file.h"
#include "engine/blocks/encoding.h"

namespace beamline::blocks {

/// libarchive converts names by the thread's locale: here all names are UTF-8, whatever the program was started with.
class Utf8Locale {
public:
    Utf8Locale() : m_locale(::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)) {
        m_before = m_locale ? ::uselocale(m_locale) : nullptr;
    }
    Utf8Locale(const Utf8Locale&) = delete;
    Utf8Locale& operator=(const Utf8Locale&) = delete;
    ~Utf8Locale() {
        if (m_locale) {
            ::uselocale(m_before);
            ::freelocale(m_locale);
        }
    }

private:
    locale_t m_locale;
    locale_t m_before;
};

using ReadArchive = std::unique_ptr<archive, decltype(&archive_read_free)>;
using WriteArchive = std::unique_ptr<archive, decltype(&archive_write_free)>;
using EntryPtr = std::unique_ptr<archive_entry, decltype(&archive_entry_free)>;

inline api::Error archiveFault(archive* from, const std::string& doing, const std::string& shown) {
    const char* why = archive_error_string(from);
    return fault("validation", 422,
                 doing + " " + shown + " failed: " + (why ? cleanUtf8(why) : std::string("no reason was given")) +
                     ". It is damaged, or no zip or tar archive.");
}

}  // namespace beamline::blocks
