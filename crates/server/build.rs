//! Builds anew when the web application or the guide did: what is embedded is read at compile time.

fn main() {
    for folder in ["../../web/dist", "../../docs/guide"] {
        println!("cargo:rerun-if-changed={folder}");
    }
}
