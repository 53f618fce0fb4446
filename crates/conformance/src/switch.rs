//! One address for whichever server is the one that is written to, as a service's own proxy gives it.

use std::io;
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU16, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// A running switch. Dropping it ends what it carries.
#[derive(Debug)]
pub struct Switch {
    /// Where it listens.
    pub at: SocketAddr,
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    to: AtomicU16,
    stop: AtomicBool,
    carried: Mutex<Vec<TcpStream>>,
}

impl Switch {
    /// Begins to carry to a port of this machine.
    ///
    /// # Errors
    /// Where nothing can listen.
    pub fn new(to: u16) -> Result<Self, String> {
        let listener = TcpListener::bind("127.0.0.1:0").map_err(|error| error.to_string())?;
        let at = listener.local_addr().map_err(|error| error.to_string())?;
        let shared =
            Arc::new(Shared { to: AtomicU16::new(to), stop: AtomicBool::new(false), carried: Mutex::default() });
        let for_thread = Arc::clone(&shared);
        thread::spawn(move || {
            for wire in listener.incoming().flatten() {
                if for_thread.stop.load(Ordering::SeqCst) {
                    return;
                }
                // Nobody there: whoever called is let go at once, as by a server that is down.
                let _ = for_thread.carry(wire);
            }
        });
        Ok(Self { at, shared })
    }

    /// Carries to another port from now on; what is under way is cut.
    pub fn turn_to(&self, port: u16) {
        self.shared.to.store(port, Ordering::SeqCst);
        self.shared.cut();
    }
}

impl Shared {
    fn carry(&self, wire: TcpStream) -> io::Result<()> {
        let server = TcpStream::connect(("127.0.0.1", self.to.load(Ordering::SeqCst)))?;
        wire.set_nodelay(true)?;
        server.set_nodelay(true)?;
        let mut carried = self.carried.lock().unwrap_or_else(PoisonError::into_inner);
        carried.push(wire.try_clone()?);
        carried.push(server.try_clone()?);
        for (from, to) in [(wire.try_clone()?, server.try_clone()?), (server, wire)] {
            thread::spawn(move || {
                let (mut from, mut to) = (from, to);
                let _ = io::copy(&mut from, &mut to);
                let _ = to.shutdown(Shutdown::Both);
                let _ = from.shutdown(Shutdown::Both);
            });
        }
        Ok(())
    }

    fn cut(&self) {
        for wire in self.carried.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
            let _ = wire.shutdown(Shutdown::Both);
        }
    }
}

impl Drop for Switch {
    fn drop(&mut self) {
        self.shared.stop.store(true, Ordering::SeqCst);
        self.shared.cut();
        let _ = TcpStream::connect(self.at);
    }
}
