fun main() {
    missingName()
}
