import type { Buffer } from 'node:buffer'
/** Program header types (elf.h). */
const PT_LOAD = 1
const PT_DYNAMIC = 2
const PT_INTERP = 3

/** Tags of the dynamic section (elf.h). */
const DT_NULL = 0
const DT_NEEDED = 1
const DT_STRTAB = 5

/** Sizes of the structures in a 32-bit file (elf.h). */
const PROGRAM_HEADER_BYTES = 32
const DYNAMIC_ENTRY_BYTES = 8

/** True for a 32-bit little-endian ELF file: a program or library of an i386 Debian. */
export function isElf32(file: Buffer): boolean {
  return file.length > 52 && file.readUInt32BE(0) === 0x7F454C46 && file[4] === 1 && file[5] === 1
}

/** Names of the libraries that a 32-bit ELF file needs, and the path of its loader if it names one. Empty for a static program. */
export function neededLibraries(file: Buffer): string[] {
  const needed: string[] = []
  const dynamic: [tag: number, value: number][] = []
  for (const header of programHeaders(file)) {
    if (header.type === PT_INTERP)
      needed.push(stringAt(file, header.offset))
    if (header.type !== PT_DYNAMIC)
      continue
    for (let at = header.offset; at < header.offset + header.size && file.readInt32LE(at) !== DT_NULL; at += DYNAMIC_ENTRY_BYTES) {
      dynamic.push([
        file.readInt32LE(at),
        file.readUInt32LE(at + 4),
      ])
    }
  }
  const stringTable = dynamic.find(([tag]) => tag === DT_STRTAB)?.[1]
  if (stringTable === undefined)
    return needed
  const names = dynamic.filter(([tag]) => tag === DT_NEEDED)
  return [
    ...needed,
    ...names.map(([, value]) => stringAt(file, fileOffset(file, stringTable) + value)),
  ]
}

interface ProgramHeader {
  type: number
  offset: number
  address: number
  size: number
}

function programHeaders(file: Buffer): ProgramHeader[] {
  const start = file.readUInt32LE(28)
  return Array.from({
    length: file.readUInt16LE(44),
  }, (_, index) => {
    const at = start + index * PROGRAM_HEADER_BYTES
    return {
      type: file.readUInt32LE(at),
      offset: file.readUInt32LE(at + 4),
      address: file.readUInt32LE(at + 8),
      size: file.readUInt32LE(at + 16),
    }
  })
}

/** Where in the file the byte lies that is loaded to an address. */
function fileOffset(file: Buffer, address: number): number {
  const segment = programHeaders(file).find(header =>
    header.type === PT_LOAD && address >= header.address && address < header.address + header.size)
  if (!segment)
    throw new Error(`No segment of this ELF file holds the address 0x${address.toString(16)}.`)
  return address - segment.address + segment.offset
}

function stringAt(file: Buffer, offset: number): string {
  return file.toString('latin1', offset, file.indexOf(0, offset))
}
