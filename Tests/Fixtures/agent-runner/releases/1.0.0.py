"""What differs between the releases of this runner: these four lines, and nothing else."""

VERSION = "1.0.0"
TASK_QUEUE = "agents"
RETRY_SECONDS = 5.0
FAREWELL = "stopped"
