// The words of both languages, read from where the browser reads them too, while the core loads. For
// the core packed as one text, by key: a line each with the key, English and Chinese, parted by tabs.
const read = async (folder) => (await fetch(`/_locales/${folder}/messages.json`)).json();

export const words = async () => {
  const [english, chinese] = await Promise.all(["en", "zh_CN"].map(read));
  const line = (key) => [key, english[key].message, chinese[key].message].join("\t");
  return Object.keys(english).sort().map(line).join("\n");
};

// What shops call things, in all languages, as one text.
export const lexicon = async () => (await fetch("/lexicon.txt")).text();

// What is known of suppliers, as one list.
export const profiles = async () => (await fetch("/profiles.json")).text();
