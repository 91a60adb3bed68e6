//! System V objects of an ipc namespace: counting and removing them.

/// System V objects (segments, semaphores, queues) alive in this ipc namespace.
pub fn objects() -> u32 {
    let mut total = 0;
    // SAFETY: all-zero info structures are valid, large enough for what each call writes, and
    // live through it. `*_INFO` needs no permission and reports the namespace as a whole.
    unsafe {
        let mut shm = [0_u64; 16];
        if libc::shmctl(0, SHM_INFO, shm.as_mut_ptr().cast()) >= 0 {
            // struct shm_info begins with `int used_ids`.
            total += u32::try_from(shm[0] & 0xffff_ffff).unwrap_or(u32::MAX);
        }
        let mut sem = [0_i32; 32];
        if libc::semctl(0, 0, SEM_INFO, sem.as_mut_ptr()) >= 0 {
            // struct seminfo: semusz, the eighth int, holds the number of sets for SEM_INFO.
            total += sem[7].unsigned_abs();
        }
        let mut msg = [0_i32; 32];
        if libc::msgctl(0, MSG_INFO, msg.as_mut_ptr().cast()) >= 0 {
            // struct msginfo: msgpool, the first int, holds the number of queues for MSG_INFO.
            total += msg[0].unsigned_abs();
        }
    }
    total
}

/// Removes every System V object of this ipc namespace; the caller must be its root.
pub fn remove_objects() {
    // SAFETY: as in `objects`; the index range is small and ids come from the kernel.
    unsafe {
        let mut buffer = [0_u64; 64];
        let top = libc::shmctl(0, SHM_INFO, buffer.as_mut_ptr().cast());
        for index in 0..=top {
            let id = libc::shmctl(index, SHM_STAT, buffer.as_mut_ptr().cast());
            if id >= 0 {
                libc::shmctl(id, libc::IPC_RMID, std::ptr::null_mut());
            }
        }
        let top = libc::semctl(0, 0, SEM_INFO, buffer.as_mut_ptr());
        for index in 0..=top {
            let id = libc::semctl(index, 0, SEM_STAT, buffer.as_mut_ptr());
            if id >= 0 {
                libc::semctl(id, 0, libc::IPC_RMID);
            }
        }
        let top = libc::msgctl(0, MSG_INFO, buffer.as_mut_ptr().cast());
        for index in 0..=top {
            let id = libc::msgctl(index, MSG_STAT, buffer.as_mut_ptr().cast());
            if id >= 0 {
                libc::msgctl(id, libc::IPC_RMID, std::ptr::null_mut());
            }
        }
    }
}

// `linux/{shm,sem,msg}.h`: queries by index instead of by id.
const SHM_STAT: i32 = 13;
const SHM_INFO: i32 = 14;
const SEM_STAT: i32 = 18;
const SEM_INFO: i32 = 19;
const MSG_STAT: i32 = 11;
const MSG_INFO: i32 = 12;
