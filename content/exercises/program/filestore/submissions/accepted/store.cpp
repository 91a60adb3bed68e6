// Files are lists of version sizes; the empty name is the system, an owner without a limit.
#include <algorithm>
#include <cstdint>
#include <iostream>
#include <limits>
#include <map>
#include <numeric>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

using Size = std::int64_t;

struct File {
    std::string owner;
    std::vector<Size> sizes;

    Size newest() const { return sizes.back(); }
    Size total() const { return std::accumulate(sizes.begin(), sizes.end(), Size{0}); }
};

struct Owner {
    Size quota = 0;
    Size used = 0;
};

std::map<std::string, File> files;
std::map<std::string, Owner> owners{{"", {std::numeric_limits<Size>::max(), 0}}};

bool book(const std::string& name, Size amount) {
    Owner& owner = owners[name];
    if (amount > owner.quota - owner.used) {
        return false;
    }
    owner.used += amount;
    return true;
}

bool store(const std::string& owner, const std::string& name, Size size) {
    if (files.count(name) || !book(owner, size)) {
        return false;
    }
    files[name] = {owner, {size}};
    return true;
}

Size remove(const std::string& name) {
    Size total = files[name].total();
    owners[files[name].owner].used -= total;
    files.erase(name);
    return total;
}

std::string find(const std::string& prefix, std::size_t count) {
    std::vector<std::pair<Size, std::string>> rows;
    for (auto at = files.lower_bound(prefix); at != files.end(); ++at) {
        if (at->first.compare(0, prefix.size(), prefix) != 0) {
            break;
        }
        rows.push_back({-at->second.newest(), at->first});
    }
    std::sort(rows.begin(), rows.end());
    std::string line;
    for (std::size_t i = 0; i < std::min(count, rows.size()); i++) {
        line += (i ? " " : "") + rows[i].second + "=" + std::to_string(-rows[i].first);
    }
    return line.empty() ? "nil" : line;
}

int shrink(const std::string& user, Size quota) {
    owners[user].quota = quota;
    std::vector<std::pair<Size, std::string>> rows;
    for (const auto& [name, file] : files) {
        if (file.owner == user) {
            rows.push_back({-file.total(), name});
        }
    }
    std::sort(rows.begin(), rows.end());
    int deleted = 0;
    while (owners[user].used > quota) {
        remove(rows[deleted++].second);
    }
    return deleted;
}

std::string save(const std::string& name, Size size) {
    if (!book(files[name].owner, size)) {
        return "nil";
    }
    files[name].sizes.push_back(size);
    return std::to_string(files[name].sizes.size());
}

std::string history(const File& file) {
    std::string line;
    for (Size size : file.sizes) {
        line += (line.empty() ? "" : " ") + std::to_string(size);
    }
    return line;
}

Size prune(File& file) {
    Size freed = file.total() - file.newest();
    owners[file.owner].used -= freed;
    file.sizes = {file.newest()};
    return freed;
}

std::string run(const std::string& line) {
    std::istringstream in(line);
    std::string command, a, b;
    Size number = 0;
    in >> command >> a;
    if (command == "user" || command == "addby" || command == "usage" || command == "quota") {
        bool known = owners.count(a);
        if (command == "user") {
            in >> number;
            return !known && (owners[a] = {number, 0}, true) ? "ok" : "nil";
        }
        if (!known) {
            return "nil";
        }
        if (command == "addby") {
            in >> b >> number;
            return store(a, b, number) ? std::to_string(owners[a].quota - owners[a].used) : "nil";
        }
        if (command == "quota") {
            in >> number;
            return std::to_string(shrink(a, number));
        }
        return std::to_string(owners[a].used) + "/" + std::to_string(owners[a].quota);
    }
    if (command == "add") {
        in >> number;
        return store("", a, number) ? "ok" : "nil";
    }
    if (command == "find") {
        in >> number;
        return find(a, static_cast<std::size_t>(number));
    }
    auto at = files.find(a);
    if (at == files.end()) {
        return "nil";
    }
    File& file = at->second;
    if (command == "copy") {
        in >> b;
        return store(file.owner, b, file.newest()) ? "ok" : "nil";
    }
    if (command == "save" || command == "revert") {
        in >> number;
        if (command == "revert") {
            if (number > static_cast<Size>(file.sizes.size())) {
                return "nil";
            }
            number = file.sizes[number - 1];
        }
        return save(a, number);
    }
    if (command == "history") {
        return history(file);
    }
    if (command == "size") {
        return std::to_string(file.newest());
    }
    return std::to_string(command == "del" ? remove(a) : prune(file));
}

int main() {
    std::ios::sync_with_stdio(false);
    std::string line;
    std::getline(std::cin, line);
    while (std::getline(std::cin, line)) {
        std::cout << run(line) << '\n';
    }
}
