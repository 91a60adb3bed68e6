int main() {
    return missing_name;
}
