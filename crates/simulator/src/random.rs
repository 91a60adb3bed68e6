//! Random numbers and the two functions that laws need of them. Own code on purpose: the last bit
//! of a platform's `ln` or `exp` differs, and one differing bit changes a whole run. Uses only the
//! operations that IEEE 754 defines exactly. Laws are in `law`.

/// Xoshiro256++ (Blackman and Vigna, 2019): one stream per component and purpose.
#[derive(Debug, Clone)]
pub struct Stream {
    state: [u64; 4],
}

impl Stream {
    /// The stream of `name` and `purpose` under `seed`. Named, not numbered, so that adding a box
    /// to a design leaves the numbers of all others alone and two designs can be compared.
    pub fn new(seed: u64, name: &str, purpose: &str) -> Self {
        // FNV-1a over both names with a separator, then SplitMix64 to fill the state.
        let bytes = name.bytes().chain([0xff]).chain(purpose.bytes());
        let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        let mut mix = split_mix(seed) ^ hash;
        Self {
            state: std::array::from_fn(|_| {
                mix = mix.wrapping_add(0x9e37_79b9_7f4a_7c15);
                split_mix(mix)
            }),
        }
    }

    pub fn next(&mut self) -> u64 {
        let s = &mut self.state;
        let result = s[0].wrapping_add(s[3]).rotate_left(23).wrapping_add(s[0]);
        let t = s[1] << 17;
        s[2] ^= s[0];
        s[3] ^= s[1];
        s[1] ^= s[2];
        s[0] ^= s[3];
        s[2] ^= t;
        s[3] = s[3].rotate_left(45);
        result
    }

    /// Uniform in (0, 1): never 0, so that its logarithm is finite.
    pub fn unit(&mut self) -> f64 {
        ((self.next() >> 12) as f64 + 0.5) * (1.0 / (1_u64 << 52) as f64)
    }

    /// Uniform in 0..n by multiplication; the bias is below n / 2^64.
    pub fn below(&mut self, n: u32) -> u32 {
        ((u128::from(self.next()) * u128::from(n)) >> 64) as u32
    }

    pub fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// Exponential with mean 1.
    pub fn exponential(&mut self) -> f64 {
        -ln(self.unit())
    }

    /// Standard normal by Marsaglia's polar method: needs `ln` and an exact square root only.
    pub fn normal(&mut self) -> f64 {
        loop {
            let (x, y) = (2.0 * self.unit() - 1.0, 2.0 * self.unit() - 1.0);
            let s = x * x + y * y;
            if s < 1.0 && s > 0.0 {
                return x * (-2.0 * ln(s) / s).sqrt();
            }
        }
    }
}

fn split_mix(value: u64) -> u64 {
    let z = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Natural logarithm of a normal positive number; error below 1e-14 relative to max(1, |ln x|).
pub fn ln(x: f64) -> f64 {
    let bits = x.to_bits();
    let mut exponent = ((bits >> 52) & 0x7ff) as i32 - 1023;
    let mut mantissa = f64::from_bits((bits & 0x000f_ffff_ffff_ffff) | 0x3ff0_0000_0000_0000);
    if mantissa > std::f64::consts::SQRT_2 {
        mantissa *= 0.5;
        exponent += 1;
    }
    // ln m = 2 atanh z with z = (m - 1)/(m + 1), |z| < 0.1716: nine terms reach the last digits.
    let z = (mantissa - 1.0) / (mantissa + 1.0);
    let w = z * z;
    let mut sum = 1.0 / 17.0;
    for odd in [15.0, 13.0, 11.0, 9.0, 7.0, 5.0, 3.0, 1.0] {
        sum = sum * w + 1.0 / odd;
    }
    f64::from(exponent) * std::f64::consts::LN_2 + 2.0 * z * sum
}

/// e to the power of x for |x| <= 700.
pub fn exp(x: f64) -> f64 {
    let power = (x * std::f64::consts::LOG2_E).round();
    let rest = x - power * std::f64::consts::LN_2;
    // Taylor series: |rest| <= 0.3466, so the 14th term is below 1e-17.
    let mut sum = 1.0;
    for n in (1..=14).rev() {
        sum = 1.0 + sum * rest / f64::from(n);
    }
    sum * f64::from_bits(((power as i64 + 1023) as u64) << 52)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_the_published_sequence() {
        let mut stream = Stream { state: [1, 2, 3, 4] };
        let got: Vec<u64> = (0..4).map(|_| stream.next()).collect();
        assert_eq!(got, [41_943_041, 58_720_359, 3_588_806_011_781_223, 3_591_011_842_654_386]);
    }

    #[test]
    fn logarithm_and_exponential_are_near_the_platform_s() {
        let mut stream = Stream::new(1, "test", "values");
        for _ in 0..100_000 {
            let x = stream.unit() * 1e3 + 1e-12;
            assert!((ln(x) - x.ln()).abs() < 1e-13 * x.ln().abs().max(1.0), "ln {x}");
            let y = stream.unit() * 60.0 - 30.0;
            assert!((exp(y) / y.exp() - 1.0).abs() < 1e-13, "exp {y}");
        }
    }

    #[test]
    fn streams_depend_on_seed_name_and_purpose() {
        let first = |seed, name, purpose| Stream::new(seed, name, purpose).next();
        let base = first(1, "api", "work");
        for other in [first(2, "api", "work"), first(1, "db", "work"), first(1, "api", "route")] {
            assert_ne!(base, other);
        }
        assert_eq!(base, first(1, "api", "work"));
    }
}
