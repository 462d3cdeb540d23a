//! The starter's side: workers at rest, one per file at work.

use super::{WorkerCommand, guard};
use crate::worker_protocol::{self, Answer, Order};
use crate::{Limits, Problem, ProblemKind};
use std::io::{self, Read};
use std::process::{Child, ChildStderr, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// Workers that are started when needed and kept for the next file.
pub(crate) struct Pool {
    command: WorkerCommand,
    idle: Mutex<Vec<Worker>>,
}

impl Pool {
    /// An empty pool.
    pub(crate) fn new(command: WorkerCommand) -> Self {
        Self {
            command,
            idle: Mutex::new(Vec::new()),
        }
    }

    /// Has a file read by a worker. A worker that fails is not used again.
    pub(crate) fn read(&self, order: Order, file: Arc<[u8]>) -> Answer {
        let rested = self
            .idle
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop();
        let worker = match rested {
            Some(worker) => worker,
            None => {
                let memory = order.limits.worker_memory_bytes;
                Worker::start(&self.command, memory).map_err(|error| not_started(&error))?
            }
        };
        match worker.read(order, file) {
            Ok(answer) => {
                self.idle
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push(worker);
                answer
            }
            Err(failure) => Err(worker.end(failure).problem(&order.limits)),
        }
    }
}

/// Why a worker gave no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Failure {
    /// It took longer than it may.
    Time,
    /// It ended for want of memory.
    Memory,
    /// It ended or spoke nonsense.
    Crash,
}

impl Failure {
    fn problem(self, limits: &Limits) -> Problem {
        let resave = "個票だけを残して .xlsx で保存し直してください";
        let limit =
            |key: &str, message: String| Problem::new(ProblemKind::Limit(key.to_owned()), message);
        match self {
            Self::Time => limit(
                "worker_seconds",
                format!(
                    "読み取りが上限 worker_seconds（{}秒）で終わりません。{resave}",
                    limits.worker_seconds
                ),
            ),
            Self::Memory => limit(
                "worker_memory_bytes",
                format!(
                    "読み取りに要するメモリーが上限 worker_memory_bytes（{}）を超えています。{resave}",
                    limits.worker_memory_bytes
                ),
            ),
            Self::Crash => Problem::new(
                ProblemKind::Unreadable,
                "ファイルが壊れていて、読み取りの途中で止まりました。Excelで開けるなら、.xlsx で保存し直してください",
            ),
        }
    }
}

type Task = (Order, Arc<[u8]>);

/// One process, with the thread that talks to it. Dropped, it is ended and reaped.
struct Worker {
    child: Child,
    tasks: Sender<Task>,
    answers: Receiver<io::Result<Answer>>,
    complaints: Option<ChildStderr>,
}

impl Worker {
    fn start(command: &WorkerCommand, memory: u64) -> io::Result<Self> {
        let mut process = Command::new(&command.program);
        process
            .args(&command.args)
            .env(guard::RESERVE.0, guard::RESERVE.1)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        without_window(&mut process);
        let mut child = process.spawn()?;
        // Taken before the child is bounded: on Windows the bounding waits on a copy of the process and
        // would close the input of ours with it, and with that every worker before its first order.
        let pipes = (child.stdin.take(), child.stdout.take());
        let complaints = child.stderr.take();
        // It waits for its first order meanwhile.
        if let Err(error) = guard::bound_child(&mut child, memory) {
            // Fails only where the process has ended already.
            let _ = child.kill();
            let _ = child.wait();
            return Err(error);
        }
        let (tasks, tasks_taken) = mpsc::channel::<Task>();
        let (answers_given, answers) = mpsc::channel();
        thread::spawn(move || {
            let (Some(mut to), Some(mut from)) = pipes else {
                return;
            };
            for (order, file) in tasks_taken {
                let answer = worker_protocol::send_request(&mut to, &order, &file)
                    .and_then(|()| worker_protocol::take_answer(&mut from, &order.limits));
                if answers_given.send(answer).is_err() {
                    return;
                }
            }
        });
        Ok(Self {
            child,
            tasks,
            answers,
            complaints,
        })
    }

    fn read(&self, order: Order, file: Arc<[u8]>) -> Result<Answer, Failure> {
        let time = Duration::from_secs(order.limits.worker_seconds.into());
        self.tasks.send((order, file)).map_err(|_| Failure::Crash)?;
        match self.answers.recv_timeout(time) {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => Err(Failure::Crash),
            Err(RecvTimeoutError::Timeout) => Err(Failure::Time),
        }
    }

    /// Ends the process and, where it crashed, looks at its last words.
    fn end(mut self, failure: Failure) -> Failure {
        self.stop();
        let Some(complaints) = self.complaints.take() else {
            return failure;
        };
        let mut words = Vec::new();
        // Nothing is lost where they cannot be read: the failure stands.
        let _ = complaints.take(64 << 10).read_to_end(&mut words);
        let memory = String::from_utf8_lossy(&words).contains(guard::OUT_OF_MEMORY);
        match failure {
            Failure::Crash if memory => Failure::Memory,
            other => other,
        }
    }

    fn stop(&mut self) {
        // Both fail only where the process has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Keeps a console window from flashing up for each worker.
#[cfg(windows)]
fn without_window(command: &mut Command) {
    use std::os::windows::process::CommandExt;
    const CREATE_NO_WINDOW: u32 = 0x0800_0000;
    command.creation_flags(CREATE_NO_WINDOW);
}

#[cfg(not(windows))]
fn without_window(_command: &mut Command) {}

fn not_started(error: &io::Error) -> Problem {
    Problem::new(
        ProblemKind::Unreadable,
        format!("読み取り用のプロセスを起動できません（{error}）。.xlsx で保存し直してください"),
    )
}
