import { knowWhich, productCheckout } from './workflow-parts.ts';

/** `.github/workflows/publish-check.yml` of a release repository: shows what the check of a pull request found. */
export const publishCheckWorkflow = `# Shows what validate.yml found: at the lines of a pull request, as its comment, and as the check \`stagepost\`. This takes
# rights that a run for somebody else's branch must not have, so it runs on main, and what that run left is taken for
# the words of a stranger: its shape, its commit and its pull request are checked, and nothing of it is run.
name: publish-check

on:
  workflow_run:
    workflows: [validate]
    types: [completed]

permissions: {}

concurrency:
  # One at a time for each branch: of those that wait, the newest has the answer.
  group: publish-check-\${{ github.event.workflow_run.head_repository.id }}-\${{ github.event.workflow_run.head_branch }}
  cancel-in-progress: false

defaults:
  run:
    shell: bash

jobs:
  publish:
    name: publish
    # GitHub starts this for every workflow of that name, also for one that a branch brings in another file or for another
    # event; and a run that was ended by a newer one has nothing to say.
    if: >-
      github.event.workflow_run.path == '.github/workflows/validate.yml' &&
      contains(fromJSON('["pull_request", "merge_group"]'), github.event.workflow_run.event) &&
      contains(fromJSON('["success", "failure", "timed_out"]'), github.event.workflow_run.conclusion)
    runs-on: ubuntu-24.04
    timeout-minutes: 10
    permissions:
      actions: read
      checks: write
      contents: read
      pull-requests: write
    steps:
${knowWhich}
      # main, where this file is from; never the branch that was checked.
      - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0
        with:
          persist-credentials: false
${productCheckout}
      - uses: actions/download-artifact@d3f86a106a0bac45b974a628896c90dbdf5c8093 # v4.3.0
        # Without a document the next step says that there is no answer.
        continue-on-error: true
        with:
          name: check
          path: \${{ runner.temp }}/check
          run-id: \${{ github.event.workflow_run.id }}
          github-token: \${{ github.token }}
      - name: Show what was found
        env:
          TOKEN: \${{ github.token }}
          HEAD_SHA: \${{ github.event.workflow_run.head_sha }}
          RUN_URL: \${{ github.event.workflow_run.html_url }}
        run: |
          umask 077
          printf '%s\\n' "$TOKEN" > "$RUNNER_TEMP/token"
          unset TOKEN
          node .stagepost/scripts/stagepost.mjs publish-check --from "$RUNNER_TEMP/check/check.json" --head "$HEAD_SHA" --run "$RUN_URL" --token-file "$RUNNER_TEMP/token" --workflow .github/workflows/validate.yml
`;
