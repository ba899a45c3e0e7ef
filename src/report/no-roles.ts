/** What it means that stagepost.yaml gives no roles (R113). */
export const noRoles =
  'stagepost.yaml has no roles: whoever merges into main decides, and nobody has to sign';
