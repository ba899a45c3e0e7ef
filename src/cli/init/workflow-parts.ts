// Steps that both workflows begin with. Their variables have other names in the environment than in the repository,
// because STAGEPOST_REPOSITORY in the environment would be taken for the release repository.

/** Ends a run that would otherwise check out the release repository in the place of the program. */
export const knowWhich = `      - name: Know which Stagepost to run
        env:
          PROGRAM: \${{ vars.STAGEPOST_REPOSITORY }}
          PROGRAM_REF: \${{ vars.STAGEPOST_REF }}
        run: |
          if [[ -z $PROGRAM || -z $PROGRAM_REF ]]; then
            echo '::error title=Stagepost::Set the repository variables STAGEPOST_REPOSITORY (owner/name) and STAGEPOST_REF (a commit).'
            exit 1
          fi`;

/** The program in a folder of its own, ready to run. */
export const productCheckout = `      # The program: STAGEPOST_REPOSITORY is owner/name, STAGEPOST_REF a commit, which cannot be moved as a tag can. GitHub
      # hands no variables to pull requests from forks: where those come, write the two values here and above.
      - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0
        with:
          repository: \${{ vars.STAGEPOST_REPOSITORY }}
          ref: \${{ vars.STAGEPOST_REF }}
          path: .stagepost
          persist-credentials: false
      - name: Install Stagepost
        run: node .stagepost/scripts/bootstrap.mjs install`;
