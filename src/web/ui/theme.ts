import { createTheme, type MantineColorsTuple } from '@mantine/core'

const brand = ['50', '100', '200', '300', '400', '500', '600', '700', '800', '900'].map(
  (step) => `var(--b-${step})`,
) as unknown as MantineColorsTuple

const small = { defaultProps: { size: 'sm' } }
// A form goes to the first field that is to be mended: a list that opens then covers what is said of it.
const quiet = { size: 'sm', openOnFocus: false }
const chooser = { defaultProps: { ...quiet, checkIconPosition: 'right' } }

/**
 * Mantine in the measures of Yapa. Colours are variables of tokens.css, so that a brand changes them without a render.
 * Plain objects instead of `Component.extend`: naming a component here would put it into the first load.
 */
export const theme = createTheme({
  colors: { brand },
  primaryColor: 'brand',
  primaryShade: 6,
  autoContrast: false,
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  cursorType: 'pointer',
  focusClassName: 'focus-ring',
  respectReducedMotion: true,
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '16px', sm: '20px', md: '20px', lg: '24px', xl: '28px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  headings: { fontFamily: 'var(--font)', fontWeight: '620' },
  components: {
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 30 } },
    Autocomplete: { defaultProps: quiet },
    Button: {
      defaultProps: { size: 'sm', loaderProps: { size: 14 } },
      vars: (_theme: unknown, props: { size?: string }) =>
        props.size === undefined || props.size === 'sm'
          ? { root: { '--button-height': '32px', '--button-fz': '13px', '--button-padding-x': '12px' } }
          : { root: {} },
      styles: { label: { fontWeight: 500 } },
    },
    Checkbox: { defaultProps: { size: 'xs', radius: 4 } },
    Drawer: { defaultProps: { transitionProps: { duration: 140 }, closeButtonProps: { size: 30 } } },
    Input: small,
    InputWrapper: small,
    Menu: {
      defaultProps: {
        withInitialFocusPlaceholder: false,
        shadow: 'none',
        radius: 10,
        transitionProps: { transition: 'pop-top-left', duration: 110 },
      },
    },
    Modal: {
      defaultProps: { radius: 14, centered: true, transitionProps: { transition: 'pop', duration: 140 }, closeButtonProps: { size: 30 } },
    },
    MultiSelect: chooser,
    PasswordInput: small,
    Popover: { defaultProps: { shadow: 'none', radius: 10, transitionProps: { duration: 110 } } },
    SegmentedControl: { defaultProps: { size: 'xs' } },
    Select: chooser,
    TagsInput: small,
    TextInput: small,
    Textarea: { defaultProps: { size: 'sm', autosize: true, minRows: 2 } },
    Tooltip: { defaultProps: { openDelay: 350, radius: 6, transitionProps: { duration: 90 } } },
  },
})
