//! The text being worked on: language, files, and the keeper that saves them. One per open
//! exercise.

import type { Draft, Exercise, File, Language } from '../../api/types';
import {
  addFile,
  changeText,
  freshName,
  MAX_FILES,
  readText,
  removeFile,
  renameFile,
  sameFiles,
} from '../../editor/files';
import { DraftKeeper, type Shelf } from './draft-keeper.svelte';
import { opening } from './drafts';
import * as requests from './requests';

/** How the workspace speaks to the person: a toast, with a way back where there is one. */
export type Say = (text: string, undo?: () => void) => void;

export class Workspace {
  language = $state.raw<Language | null>(null);
  files = $state.raw<File[]>([]);
  active = $state('');
  keeper = $state.raw<DraftKeeper | null>(null);
  loading = $state(true);
  fault = $state<string | null>(null);
  formatting = $state(false);

  #exercise: Exercise;
  #starter: File[] = [];
  #shelf: Shelf;
  #account: string;
  #say: Say;
  #ticket = 0;

  constructor(exercise: Exercise, shelf: Shelf, account: string, say: Say) {
    this.#exercise = exercise;
    this.#shelf = shelf;
    this.#account = account;
    this.#say = say;
  }

  get activeFile(): File | null {
    return this.files.find((file) => file.name === this.active) ?? this.files[0] ?? null;
  }

  get extension(): string {
    return this.language?.extensions[0] ?? 'txt';
  }

  get isStarter(): boolean {
    return sameFiles(this.files, this.#starter);
  }

  /** Opens the exercise in a language: its draft, or the starter. */
  async open(language: Language) {
    const ticket = ++this.#ticket;
    this.keeper?.close();
    this.keeper = null;
    this.loading = true;
    this.fault = null;
    this.language = language;
    const slug = this.#exercise.slug;
    const key = `greenroom.draft.${this.#account}.${slug}.${language.id}`;
    const copy = DraftKeeper.copyAt(this.#shelf, key);
    try {
      const [server, starter] = await Promise.all([
        requests.draft(slug, language.id),
        requests.starter(slug, language.id),
      ]);
      if (ticket !== this.#ticket) return;
      this.#starter =
        starter.files.length > 0 ? starter.files : [{ name: language.main, text: '' }];
      const opened = opening(server, copy, this.#starter);
      this.#show(opened.files, opened.active);
      this.keeper = new DraftKeeper(
        requests.draftServer(slug, language.id),
        this.#shelf,
        key,
        opened,
      );
      this.loading = false;
    } catch (error) {
      if (ticket !== this.#ticket) return;
      this.fault = requests.sentenceOf(error);
      this.loading = false;
    }
  }

  select(name: string) {
    this.active = name;
  }

  type(name: string, text: string) {
    this.#change(changeText(this.files, name, text));
  }

  add() {
    const name = freshName(this.files, this.extension);
    this.#change([...this.files, { name, text: '' }], name);
  }

  rename(from: string, to: string) {
    this.#change(renameFile(this.files, from, to), this.active === from ? to : this.active);
  }

  remove(name: string) {
    const before = { files: this.files, active: this.active };
    const rest = removeFile(this.files, name);
    this.#change(rest, rest[0]?.name ?? '');
    this.#say(`${name} is deleted.`, () => this.#change(before.files, before.active));
  }

  reset() {
    const before = { files: this.files, active: this.active };
    this.#change(this.#starter, this.#starter[0]?.name ?? '');
    this.#say('Back to the starter.', () => this.#change(before.files, before.active));
  }

  /** Takes other files over, such as those of an earlier attempt. */
  take(files: File[], what: string) {
    const before = { files: this.files, active: this.active };
    this.#change(files, files[0]?.name ?? '');
    this.#say(what, () => this.#change(before.files, before.active));
  }

  takeTheirs() {
    const draft: Draft | null = this.keeper?.takeTheirs() ?? null;
    if (draft) this.#show(draft.files, draft.active);
  }

  async upload(list: FileList) {
    const before = { files: this.files, active: this.active };
    let files = this.files;
    let last = this.active;
    for (const item of [...list].slice(0, MAX_FILES)) {
      const read = readText(item.name, new Uint8Array(await item.arrayBuffer()));
      if ('fault' in read) {
        this.#say(read.fault);
        continue;
      }
      if (files.length >= MAX_FILES && !files.some((file) => file.name === item.name)) {
        this.#say(`At most ${MAX_FILES} files. Delete one first.`);
        break;
      }
      files = addFile(files, { name: item.name, text: read.text });
      last = item.name;
    }
    if (files === before.files) return;
    this.#change(files, last);
    this.#say('Uploaded.', () => this.#change(before.files, before.active));
  }

  async format() {
    const file = this.activeFile;
    if (!file || !this.language || this.formatting) return;
    this.formatting = true;
    try {
      const { text } = await requests.format(this.language.id, file.text);
      const now = this.files.find((one) => one.name === file.name);
      // Typed meanwhile: the formatted text would undo it.
      if (now?.text !== file.text) return;
      if (text === file.text) this.#say('Nothing to format.');
      else this.type(file.name, text);
    } catch (error) {
      this.#say(requests.sentenceOf(error));
    } finally {
      this.formatting = false;
    }
  }

  close() {
    this.#ticket += 1;
    this.keeper?.close();
    this.keeper = null;
  }

  #show(files: File[], active: string | null) {
    this.files = files;
    this.active = files.some((file) => file.name === active)
      ? (active ?? '')
      : (files[0]?.name ?? '');
  }

  #change(files: File[], active = this.active) {
    this.#show(files, active);
    this.keeper?.changed(this.files, this.active);
  }
}
