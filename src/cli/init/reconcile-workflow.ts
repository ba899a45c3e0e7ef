import { knowWhich, productCheckout } from './workflow-parts.ts';

/** `.github/workflows/reconcile.yml` of a release repository: for a runner on the machine that publishes. */
export const reconcileWorkflow = `# Makes the repositories as main asks, on the machine that publishes them: a runner of its own with the label
# \`stagepost\`, whose host file is named by the repository variable STAGEPOST_HOST. Without that variable nothing runs.
#
# The token of the run only reads. The record branch is pushed by the host, with the credentials that its git has for
# the \`repository\` of the host file; so it is pushed in the same way when the host runs by a timer of its own. The
# host reads the releases likewise, with their whole history, so there is no checkout of them here.
#
# Whoever may change this file, or push a branch to this repository, can run programs on that machine. Keep the runner
# away from public repositories, and restrict its runner group to this workflow at main.
name: reconcile

on:
  push:
    branches: [main]
  schedule:
    # A push that was missed, a retry that is due, apt metadata that grows old. Not at the full hour, when all run.
    - cron: '17,47 * * * *'
  workflow_dispatch:

permissions: {}

concurrency:
  # One at a time. A run reads main as it is then, so of those that wait only the last one is kept.
  group: stagepost-reconcile
  cancel-in-progress: false

defaults:
  run:
    shell: bash

jobs:
  reconcile:
    name: reconcile
    if: vars.STAGEPOST_HOST != '' && github.ref == 'refs/heads/main'
    runs-on: [self-hosted, stagepost]
    # Long enough for large releases. A run that is ended here is taken up by the next one where it stopped.
    timeout-minutes: 360
    permissions:
      contents: read
    env:
      STAGEPOST_HOST: \${{ vars.STAGEPOST_HOST }}
    steps:
${knowWhich}
${productCheckout}
      - name: What will be done
        run: node .stagepost/scripts/stagepost.mjs plan --host "$STAGEPOST_HOST" --github
      - name: Do it
        run: node .stagepost/scripts/stagepost.mjs apply --host "$STAGEPOST_HOST"
`;
