#!/bin/sh
# With the Node.js that came along, whatever else is on PATH. More room for new values would make the daemon larger.
exec /usr/lib/stagepost/bin/node --max-semi-space-size=4 /usr/lib/stagepost/dist/cli/main.js "$@"
