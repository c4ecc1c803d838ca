/** A small stand-in for what the desktop host asks of Electron, where its program cannot be had. */
type Listener = (...args: never[]) => unknown

export class Emitter {
  readonly listeners = new Map<string, Listener>()
  on(name: string, listener: Listener): this {
    this.listeners.set(name, listener)
    return this
  }
}

/** A keychain that turns text round: enough to see that the file holds no key in clear. */
export const keychain = (backend: 'gnome_libsecret' | 'basic_text', isAvailable = true) => ({
  isEncryptionAvailable: () => isAvailable,
  getSelectedStorageBackend: () => backend,
  encryptString: (text: string) => Buffer.from([...text].reverse().join('')),
  decryptString: (bytes: Buffer) => [...bytes.toString()].reverse().join(''),
})
