import { Menu, TextInput } from '@mantine/core'
import { RichTextEditor, type RichTextEditorLabels } from '@mantine/tiptap'
import '@mantine/tiptap/styles.layer.css'
import { NodeSelection } from '@tiptap/pm/state'
import { type Editor, useEditor, useEditorState } from '@tiptap/react'
import StarterKit from '@tiptap/starter-kit'
import { IconBraces, IconPlus } from '@tabler/icons-react'
import { type ComponentProps, useRef } from 'react'
import { variables } from '#sales/contract/proposal-variable.ts'
import type { RichText } from '#sales/contract/rich-text.ts'
import { documentNodes } from '#sales/web/proposals/document-nodes.ts'
import { useT, type T } from '#web/i18n/i18n.tsx'
import s from '#sales/web/proposals/editor.module.css'

export type Includable = { id: string; name: string }
type Props = {
  label: string
  value: RichText
  onChange: (value: RichText) => void
  /** Templates whose sections may stand here. */
  includable: readonly Includable[]
  isDisabled?: boolean
}

type KitEditor = ComponentProps<typeof RichTextEditor>['editor']

const wordOf = (t: T, name: string): string => {
  const key = `sales.variables.${name.replace('.', '_')}`
  return variables.some((one) => one.name === name) ? t(key) : name
}

/** Text of a proposal: what our pages and papers know how to show, and nothing else. */
export function RichTextField({ label, value, onChange, includable, isDisabled = false }: Props) {
  const t = useT()
  const tell = useRef(onChange)
  tell.current = onChange
  const editor = useEditor({
    extensions: [
      StarterKit.configure({
        code: false,
        codeBlock: false,
        heading: { levels: [1, 2, 3] },
        link: { openOnClick: false, protocols: ['http', 'https', 'mailto', 'tel'] },
      }),
      ...documentNodes({
        variable: (name, fallback) => (fallback ? `${wordOf(t, name)} | ${fallback}` : wordOf(t, name)),
        itemsTable: t('sales.editor.items_table'),
        pageBreak: t('sales.editor.page_break'),
        include: (id) => t('sales.editor.included', { name: includable.find((one) => one.id === id)?.name ?? '?' }),
      }),
    ],
    content: value,
    editable: !isDisabled,
    // The page lets no style in that it did not hand out: ours is in the style sheet.
    injectCSS: false,
    editorProps: { attributes: { 'aria-label': label, role: 'textbox', 'aria-multiline': 'true' } },
    onUpdate: ({ editor: changed }) => tell.current(changed.getJSON() as RichText),
  })
  // The kit was declared against the other build of the same library.
  return (
    <RichTextEditor editor={editor as unknown as KitEditor} labels={labelsOf(t)} className={s.editor} withCodeHighlightStyles={false}>
      {!isDisabled && editor && <Toolbar editor={editor} includable={includable} />}
      <RichTextEditor.Content />
    </RichTextEditor>
  )
}

function Toolbar({ editor, includable }: { editor: Editor; includable: readonly Includable[] }) {
  const t = useT()
  const chip = useEditorState({
    editor,
    selector: ({ editor: now }) => {
      const { selection } = now.state
      if (!(selection instanceof NodeSelection) || selection.node.type.name !== 'variable') return null
      return { name: String(selection.node.attrs['name']), fallback: (selection.node.attrs['fallback'] as string | null) ?? '' }
    },
  })
  return (
    <>
      <RichTextEditor.Toolbar className={s.toolbar ?? ''}>
        <RichTextEditor.ControlsGroup>
          <RichTextEditor.Bold />
          <RichTextEditor.Italic />
          <RichTextEditor.Underline />
          <RichTextEditor.Strikethrough />
          <RichTextEditor.Link />
        </RichTextEditor.ControlsGroup>
        <RichTextEditor.ControlsGroup>
          <RichTextEditor.H1 />
          <RichTextEditor.H2 />
          <RichTextEditor.H3 />
        </RichTextEditor.ControlsGroup>
        <RichTextEditor.ControlsGroup>
          <RichTextEditor.BulletList />
          <RichTextEditor.OrderedList />
          <RichTextEditor.Blockquote />
          <RichTextEditor.Hr />
        </RichTextEditor.ControlsGroup>
        <RichTextEditor.ControlsGroup>
          <RichTextEditor.Undo />
          <RichTextEditor.Redo />
        </RichTextEditor.ControlsGroup>
        <InsertMenu editor={editor} includable={includable} />
      </RichTextEditor.Toolbar>
      {chip && (
        <div className={s.chip}>
          <TextInput
            label={t('sales.editor.fallback', { name: wordOf(t, chip.name) })}
            description={t('sales.editor.fallback_hint')}
            maxLength={200}
            value={chip.fallback}
            onChange={(event) => editor.commands.updateAttributes('variable', { fallback: event.currentTarget.value || null })}
          />
        </div>
      )}
    </>
  )
}

function InsertMenu({ editor, includable }: { editor: Editor; includable: readonly Includable[] }) {
  const t = useT()
  const insert = (node: { type: string; attrs?: Record<string, unknown> }): void => void editor.chain().focus().insertContent(node).run()
  return (
    <>
      <Menu position="bottom-start" withinPortal>
        <Menu.Target>
          <button type="button" className={s.insert}>
            <IconBraces size={15} stroke={1.7} aria-hidden />
            {t('sales.editor.variable')}
          </button>
        </Menu.Target>
        <Menu.Dropdown className={s.menu}>
          {variables.map(({ name }) => (
            <Menu.Item key={name} onClick={() => insert({ type: 'variable', attrs: { name, fallback: null } })}>
              {wordOf(t, name)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Menu position="bottom-start" withinPortal>
        <Menu.Target>
          <button type="button" className={s.insert}>
            <IconPlus size={15} stroke={1.7} aria-hidden />
            {t('sales.editor.insert')}
          </button>
        </Menu.Target>
        <Menu.Dropdown className={s.menu}>
          <Menu.Item onClick={() => insert({ type: 'itemsTable' })}>{t('sales.editor.items_table')}</Menu.Item>
          <Menu.Item onClick={() => insert({ type: 'pageBreak' })}>{t('sales.editor.page_break')}</Menu.Item>
          {includable.length > 0 && <Menu.Label>{t('sales.editor.include')}</Menu.Label>}
          {includable.map(({ id, name }) => (
            <Menu.Item key={id} onClick={() => insert({ type: 'include', attrs: { templateId: id } })}>
              {name}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </>
  )
}

const labelsOf = (t: T): Partial<RichTextEditorLabels> => ({
  boldControlLabel: t('sales.editor.bold'),
  italicControlLabel: t('sales.editor.italic'),
  underlineControlLabel: t('sales.editor.underline'),
  strikeControlLabel: t('sales.editor.strike'),
  linkControlLabel: t('sales.editor.link'),
  linkEditorInputLabel: t('sales.editor.link_address'),
  linkEditorInputPlaceholder: 'https://',
  linkEditorSave: t('web.action.save'),
  linkEditorExternalLink: t('sales.editor.link_new_tab'),
  linkEditorInternalLink: t('sales.editor.link_same_tab'),
  h1ControlLabel: t('sales.editor.h1'),
  h2ControlLabel: t('sales.editor.h2'),
  h3ControlLabel: t('sales.editor.h3'),
  bulletListControlLabel: t('sales.editor.bullets'),
  orderedListControlLabel: t('sales.editor.numbers'),
  blockquoteControlLabel: t('sales.editor.quote'),
  hrControlLabel: t('sales.editor.rule'),
  undoControlLabel: t('sales.editor.undo'),
  redoControlLabel: t('sales.editor.redo'),
})
