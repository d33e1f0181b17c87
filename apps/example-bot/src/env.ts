const required = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`set ${name}`);
  return value;
};

export const env = {
  url: required('DUET_URL'),
  username: required('DUET_USERNAME'),
  password: required('DUET_PASSWORD'),
};
