//! Project chores: `run`, `test`, `ci`, `tidy`, `bench`. Not part of the product.

fn main() -> anyhow::Result<()> {
    Ok(())
}
