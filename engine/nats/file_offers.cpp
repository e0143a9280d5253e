// SPDX-License-Identifier: Apache-2.0
#include "engine/nats/file_offers.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstring>

namespace beamline::nats {

namespace {
api::Error failed(const std::string& what) {
    return {api::code::kUnavailable, what + ": " + std::strerror(errno) + ".", {}, true};
}
}  // namespace

api::Result<std::string> sha256OfFile(int file) {
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    std::string buffer(kMaxChunkBytes, '\0');
    bool good = context && EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) == 1;
    for (off_t at = 0; good;) {
        const auto read = ::pread(file, buffer.data(), buffer.size(), at);
        if (read < 0) {
            return failed("Reading the file failed");
        }
        if (read == 0) {
            break;
        }
        good = EVP_DigestUpdate(context.get(), buffer.data(), static_cast<std::size_t>(read)) == 1;
        at += read;
    }
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    if (!good || EVP_DigestFinal_ex(context.get(), digest.data(), &size) != 1) {
        return api::Error{api::code::kInternal, "The checksum of the file could not be made.", {}, false};
    }
    std::string out;
    for (unsigned i = 0; i < size; ++i) {
        out += "0123456789abcdef"[digest[i] >> 4];
        out += "0123456789abcdef"[digest[i] & 15];
    }
    return out;
}

FileOffers::Offer::~Offer() {
    if (file >= 0) {
        ::close(file);
    }
}

FileOffers::FileOffers(Make make) : m_make(std::move(make)), m_thread([this] { run(); }) {}

FileOffers::~FileOffers() {
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    m_thread.join();
}

api::Result<OfferedFile> FileOffers::ask(const std::string& ticket, const std::string& what) {
    const std::lock_guard lock(m_mutex);
    auto found = m_offers.find(ticket);
    if (found == m_offers.end()) {
        if (ticket.empty() || ticket.size() > kMaxTicketBytes) {
            return api::Error{api::code::kInvalidArgument, "A file is asked for with a ticket.", {}, false};
        }
        if (m_offers.size() >= kMaxOffers) {
            return api::Error{api::code::kOverloaded, "This node sends too many files at once; ask later.", {}, true};
        }
        found = m_offers.emplace(ticket, std::make_shared<Offer>()).first;
        found->second->what = what;
        m_toMake.push_back(ticket);
        m_wake.notify_all();
    }
    auto& offer = *found->second;
    offer.askedAt = Clock::now();
    if (!offer.made) {
        return OfferedFile{};
    }
    if (offer.error) {
        const auto error = *offer.error;
        m_offers.erase(found);
        return error;
    }
    return offer.info;
}

api::Result<std::string> FileOffers::read(const std::string& ticket, std::uint64_t offset, std::size_t length) {
    std::shared_ptr<Offer> offer;
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_offers.find(ticket);
        if (found == m_offers.end() || found->second->file < 0) {
            return api::Error{
                api::code::kNotFound, "This node offers no such file any more; ask for it again.", {}, true};
        }
        offer = found->second;
        offer->askedAt = Clock::now();
    }
    std::string out(std::min(length, kMaxWindowBytes), '\0');
    const auto read = ::pread(offer->file, out.data(), out.size(), static_cast<off_t>(offset));
    if (read < 0) {
        return failed("Reading the file failed");
    }
    out.resize(static_cast<std::size_t>(read));
    return out;
}

void FileOffers::end(const std::string& ticket) {
    const std::lock_guard lock(m_mutex);
    m_offers.erase(ticket);
}

std::size_t FileOffers::count() const {
    const std::lock_guard lock(m_mutex);
    return m_offers.size();
}

void FileOffers::make(const Make& how, Offer& offer) {
    const auto path = how(offer.what);
    if (!path.ok()) {
        offer.error = path.error();
        return;
    }
    offer.file = ::open(path->c_str(), O_RDONLY | O_CLOEXEC);
    struct stat facts {};
    if (offer.file < 0 || ::fstat(offer.file, &facts) != 0) {
        offer.error = failed("The file for another node cannot be read");
        return;
    }
    std::error_code ignored;
    std::filesystem::remove(*path, ignored);  // it lives as long as it is open
    auto sum = sha256OfFile(offer.file);
    if (!sum.ok()) {
        offer.error = sum.error();
        return;
    }
    offer.info = {true, static_cast<std::uint64_t>(facts.st_size), std::move(*sum)};
}

void FileOffers::run() {
    std::unique_lock lock(m_mutex);
    while (!m_stopping) {
        if (m_toMake.empty()) {
            if (m_offers.empty()) {
                m_wake.wait(lock);
            } else {
                m_wake.wait_for(lock, kOfferIdle / 4);
            }
            std::erase_if(m_offers, [now = Clock::now()](const auto& one) {
                return one.second->made && now - one.second->askedAt > kOfferIdle;
            });
            continue;
        }
        const auto found = m_offers.find(m_toMake.front());
        m_toMake.pop_front();
        if (found == m_offers.end()) {
            continue;
        }
        const auto offer = found->second;
        Offer work;
        work.what = offer->what;
        lock.unlock();
        make(m_make, work);
        lock.lock();
        std::swap(offer->file, work.file);
        offer->error = std::move(work.error);
        offer->info = std::move(work.info);
        offer->made = true;
    }
}

}  // namespace beamline::nats
