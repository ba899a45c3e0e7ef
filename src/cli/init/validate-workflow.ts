import { knowWhich, productCheckout } from './workflow-parts.ts';

/** `.github/workflows/validate.yml` of a release repository: the checks of a pull request. */
export const validateWorkflow = `# Checks every pull request, and shows what merging it would do. It needs no secret and no host: the record branch says
# what is published.
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
      - name: Is what is written right?
        run: node .stagepost/scripts/stagepost.mjs validate --commit HEAD --github
      - name: Who judges what can be installed
        run: |
          if ! { command -v testsolv && command -v dose-debcheck; }; then
            # Without them the plan says that it cannot tell, and whoever reads it decides.
            sudo apt-get update && sudo apt-get install --yes libsolv-tools dose-distcheck ||
              echo "::warning::libsolv-tools and dose-distcheck could not be installed"
          fi
      - name: What would it do?
        run: |
          # What main asks for already is no fault of this change.
          base=$(git merge-base HEAD refs/remotes/origin/main)
          if ! git rev-parse --quiet --verify refs/remotes/origin/stagepost-record; then
            # All branches were fetched, so there is no record yet. Without an origin, Stagepost takes that for the
            # truth; with one it would ask for the branch to be fetched.
            git remote remove origin
          fi
          node .stagepost/scripts/stagepost.mjs plan --from-record --base "$base" --github
`;
