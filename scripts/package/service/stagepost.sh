#!/bin/sh
# With the Node.js that came along, whatever else is on PATH.
exec /usr/lib/stagepost/bin/node /usr/lib/stagepost/dist/cli/main.js "$@"
