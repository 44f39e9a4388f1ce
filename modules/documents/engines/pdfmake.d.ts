/** The little of pdfmake we use; it ships no types of its own. */
declare module 'pdfmake' {
  type Fonts = {
    [family: string]: { normal: string; bold: string; italics?: string; bolditalics?: string }
  }
  const pdfmake: {
    virtualfs: { writeFileSync(name: string, bytes: Buffer): void }
    setFonts(fonts: Fonts): void
    setTableLayouts(layouts: object): void
    setUrlAccessPolicy(allows: (url: string) => boolean): void
    setLocalAccessPolicy(allows: (path: string) => boolean): void
    createPdf(definition: object): { getBuffer(): Promise<Buffer> }
  }
  export default pdfmake
}
