/**
 * The path of an address, as it was sent, below a folder; null where it has none there. Nothing is repaired here: an
 * address that programs could read differently (encoded or doubled slashes, dot segments, double encoding, whole
 * addresses) has no path, so that who may read it and what is read are judged by the same names.
 */
export function pathAsked(target: string | undefined, folder: string): string | null {
  const [path = ''] = (target ?? '').split('?', 1);
  if (!path.startsWith(`${folder}/`) || path.length > 2000) return null;
  const names = path
    .slice(folder.length + 1)
    .split('/')
    .map(plainName);
  return names.includes(null) ? null : names.join('/');
}

// No name of ours begins with a dot: those are unfinished, or lead elsewhere.
const nameForm = /^[A-Za-z0-9_+~:=@,][A-Za-z0-9_+~:=@,.-]*$/;
const encoded = /%(?:2[Bb]|3[AaDd]|40|2[Cc]|5[Ff]|7[Ee])/g;

// Clients encode a few characters of versions, such as + and ~, and nothing else needs it.
function plainName(name: string): string | null {
  const plain = name.replace(encoded, (each) => decodeURIComponent(each));
  return nameForm.test(plain) ? plain : null;
}
