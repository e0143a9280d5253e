// SPDX-License-Identifier: Apache-2.0
// Runs a fuzz target on every file of the given folders, then on COUNT mutations of them; the same at every run.
// Usage: fuzz_NAME COUNT FOLDER…   One thread. A crash leaves the input in fuzz_NAME.crash in the working directory.

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {
constexpr std::size_t kMaxInput = 16 * 1024;

std::vector<std::string> corpus(int argc, char** argv) {
    std::vector<std::string> texts{"", "{}", "a"};
    for (int i = 2; i < argc; ++i) {
        if (!std::filesystem::exists(argv[i])) {
            continue;
        }
        std::vector<std::filesystem::path> files;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(argv[i])) {
            if (entry.is_regular_file() && entry.file_size() <= kMaxInput) {
                files.push_back(entry.path());
            }
        }
        std::sort(files.begin(), files.end());
        for (const auto& file : files) {
            std::ostringstream text;
            text << std::ifstream(file, std::ios::binary).rdbuf();
            texts.push_back(text.str());
        }
    }
    return texts;
}

class Mutator {
public:
    explicit Mutator(const std::vector<std::string>& texts) : m_texts(texts) {}

    std::string next() {
        auto text = m_texts[below(m_texts.size())];
        for (auto changes = 1 + below(6); changes > 0; --changes) {
            change(text);
        }
        text.resize(std::min(text.size(), kMaxInput));
        return text;
    }

private:
    std::size_t below(std::size_t limit) { return limit ? m_random() % limit : 0; }

    void change(std::string& text) {
        static const char* const kPieces[] = {"[",
                                              "{",
                                              "}",
                                              "]",
                                              "- ",
                                              ": ",
                                              "\n",
                                              "\t",
                                              "${ ",
                                              " }",
                                              "&a ",
                                              "*a",
                                              "!x ",
                                              "|",
                                              ">",
                                              "\"",
                                              "'",
                                              "\\",
                                              "#",
                                              "null",
                                              "-1",
                                              "9223372036854775808",
                                              "1e999",
                                              "\xFF",
                                              "\xEF\xBB\xBF",
                                              "%",
                                              "---\n",
                                              "? ",
                                              ",",
                                              "$ref",
                                              "input",
                                              "(",
                                              ")",
                                              "def f: f; f",
                                              "..",
                                              "@base64d",
                                              "\\(",
                                              "if",
                                              "$ENV",
                                              "[?",
                                              "[*]",
                                              "&@",
                                              "`1`"};
        const auto at = below(text.size() + 1);
        const auto length = below(std::min<std::size_t>(text.size() - at, 64) + 1);
        switch (below(6)) {
            case 0:
                text.insert(at, kPieces[below(std::size(kPieces))]);
                break;
            case 1:
                text.erase(at, length);
                break;
            case 2:
                text.insert(below(text.size() + 1), text.substr(at, length));
                break;
            case 3:
                if (at < text.size()) {
                    text[at] = static_cast<char>(below(256));
                }
                break;
            case 4: {
                const auto& other = m_texts[below(m_texts.size())];
                text.insert(at, other.substr(below(other.size() + 1), 128));
                break;
            }
            default:
                for (auto times = below(64); times > 0; --times) {
                    text.insert(at, kPieces[below(4)]);
                }
        }
    }

    const std::vector<std::string>& m_texts;
    std::mt19937 m_random{1};
};

void one(const std::filesystem::path& crash, const std::string& text) {
    std::ofstream(crash, std::ios::binary) << text;
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
}
}  // namespace

int main(int argc, char** argv) {
    const auto count = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 0;
    const auto texts = corpus(argc, argv);
    const auto crash = std::filesystem::path(argv[0]).filename().replace_extension("crash");
    for (const auto& text : texts) {
        one(crash, text);
    }
    Mutator mutator(texts);
    for (std::size_t i = 0; i < count; ++i) {
        one(crash, mutator.next());
    }
    std::filesystem::remove(crash);
    std::cout << texts.size() << " files and " << count << " mutations\n";
    return 0;
}
