import { knowWhich, productCheckout } from './workflow-parts.ts';

/** `.github/workflows/validate.yml` of a release repository: the checks of a pull request. */
export const validateWorkflow = `# Checks every pull request, and says what merging it would do. It needs no secret and no host: the record branch says
# what is published, and nothing of the change is run.
name: validate

on:
  pull_request:
  # A required check without this would hold a merge queue for ever.
  merge_group:

permissions: {}

concurrency:
  group: validate-\${{ github.ref }}
  cancel-in-progress: true

defaults:
  run:
    # With a name, bash also stops when something fails in the middle of a pipe.
    shell: bash

jobs:
  validate:
    name: validate
    runs-on: ubuntu-24.04
    timeout-minutes: 10
    permissions:
      contents: read
    steps:
${knowWhich}
      - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0
        with:
          # Every branch with its whole history: edits are judged one by one, and the record is a branch.
          fetch-depth: 0
          persist-credentials: false
${productCheckout}
      - name: Who judges what can be installed
        run: |
          if ! { command -v testsolv && command -v dose-debcheck; }; then
            # Without them the plan says that it cannot tell, and whoever reads it decides.
            sudo apt-get update && sudo apt-get install --yes libsolv-tools dose-distcheck ||
              echo "::warning::libsolv-tools and dose-distcheck could not be installed"
          fi
      - name: What would merging it do?
        # Less than the job has: a step that takes too long has failed, and publish-check says so; a job would be cancelled.
        timeout-minutes: 7
        run: |
          if [[ $GITHUB_REF =~ ^refs/pull/([0-9]+)/merge$ ]]; then
            # The commit that is checked out is the merge that GitHub made: main, and the head of the branch.
            change=(--base HEAD^1 --head HEAD^2 --merge --pull-request "\${BASH_REMATCH[1]}")
          else
            # What main asks for already is no fault of this change.
            change=(--base "$(git merge-base HEAD refs/remotes/origin/main)" --head HEAD)
          fi
          if ! git rev-parse --quiet --verify refs/remotes/origin/stagepost-record; then
            # All branches were fetched, so there is no record yet. Without an origin, Stagepost takes that for the
            # truth; with one it would ask for the branch to be fetched.
            git remote remove origin
          fi
          node .stagepost/scripts/stagepost.mjs check-pr "\${change[@]}" --out "$RUNNER_TEMP/check.json" --github
      # publish-check.yml shows it beside the lines and as a comment, which takes rights that this run must not have.
      - uses: actions/upload-artifact@ea165f8d65b6e75b540449e92b4886f43607fa02 # v4.6.2
        if: \${{ !cancelled() }}
        with:
          name: check
          path: \${{ runner.temp }}/check.json
          retention-days: 7
`;
