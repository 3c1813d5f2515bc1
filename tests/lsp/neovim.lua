-- The scripted session in Neovim, without a window:
--   SITE=folder ATLAS=target/ci/atlas nvim --headless -u NONE -c 'luafile tests/lsp/neovim.lua'
local site, atlas = vim.env.SITE, vim.env.ATLAS
local path = site .. '/content/clusters/zelenograd.md'

local function check(is_true, words)
  if not is_true then
    io.stderr:write('neovim: ' .. words .. '\n')
    vim.cmd('cquit')
  end
end

local function run()
  vim.cmd('edit ' .. vim.fn.fnameescape(path))
  local buffer = vim.api.nvim_get_current_buf()
  local id = vim.lsp.start_client({name = 'atlas', cmd = {atlas, 'lsp'}, root_dir = site})
  check(id, 'the server does not start')
  vim.lsp.buf_attach_client(buffer, id)
  local client = vim.lsp.get_client_by_id(id)
  check(vim.wait(20000, function() return client.initialized end), 'the server is not initialized')

  local function lines() return vim.api.nvim_buf_get_lines(buffer, 0, -1, false) end
  local function ask(method, parameters)
    local answer, failure = client.request_sync(method, parameters, 20000, buffer)
    check(answer and not answer.err, method .. ': ' .. vim.inspect(answer or failure))
    return answer.result
  end
  local function place(pattern, after)
    for number, line in ipairs(lines()) do
      local at = line:find(pattern, 1, true)
      if at then return {number, at - 1 + after} end
    end
    check(false, 'there is no ' .. pattern)
  end
  local function at(pattern, after, more)
    vim.api.nvim_win_set_cursor(0, place(pattern, after))
    return vim.tbl_extend('force', vim.lsp.util.make_position_params(0, client.offset_encoding), more or {})
  end
  local function server_text()
    local answer = ask('atlas/text', {textDocument = {uri = vim.uri_from_bufnr(buffer)}})
    return answer.text
  end

  -- A mistake behind Cyrillic letters and a pair of surrogates is underlined at its bytes.
  local number = place('  - miet', 0)[1]
  vim.api.nvim_buf_set_lines(buffer, number, number, false, {'  - 🚀 нет такой'})
  check(vim.wait(20000, function() return #vim.diagnostic.get(buffer) == 1 end), 'no diagnostic')
  local found = vim.diagnostic.get(buffer)[1]
  local line = lines()[found.lnum + 1]
  check(line:sub(found.col + 1, found.end_col) == '🚀 нет такой', 'underlined: ' .. line:sub(found.col + 1, found.end_col))
  vim.api.nvim_buf_set_lines(buffer, number, number + 1, false, {})
  check(vim.wait(20000, function() return #vim.diagnostic.get(buffer) == 0 end), 'the diagnostic stays')

  -- Completion, applied as Neovim applies it.
  vim.api.nvim_buf_set_lines(buffer, number, number, false, {'  - Сечен'})
  local answer = ask('textDocument/completion', at('  - Сечен', #'  - Сечен'))
  local item = answer.items[1]
  check(item.label == 'sechenov', vim.inspect(item))
  vim.lsp.util.apply_text_edits({item.textEdit}, buffer, client.offset_encoding)
  check(lines()[number + 1] == '  - sechenov', lines()[number + 1])
  vim.api.nvim_buf_set_lines(buffer, number, number + 1, false, {})

  local hover = ask('textDocument/hover', at('- miet', 3))
  check(hover.contents.value:find('МИЭТ', 1, true), vim.inspect(hover))
  local definition = ask('textDocument/definition', at('- miet', 3))
  check(definition.uri:find('organizations/miet.md', 1, true), vim.inspect(definition))
  check(#ask('textDocument/references', at('- miet', 3, {context = {includeDeclaration = false}})) == 3, 'references')

  -- A hundred edits of Neovim's own making.
  math.randomseed(3)
  local pieces = {'ё', '🚀', 'я', 'x', '  - ', ': ', '[', ']'}
  for _ = 1, 100 do
    local all = lines()
    local row = math.random(#all)
    local old = all[row]
    local cut = vim.str_utfindex(old)
    local from = vim.str_byteindex(old, math.random(0, cut))
    vim.api.nvim_buf_set_text(buffer, row - 1, from, row - 1, from, {pieces[math.random(#pieces)], pieces[math.random(#pieces)]})
  end
  check(server_text() == table.concat(lines(), '\n') .. '\n', 'the texts differ')
  vim.cmd('undo 0')
  check(server_text() == table.concat(lines(), '\n') .. '\n', 'the texts differ after undoing all')

  -- A rename: files are renamed, texts edited.
  local edit = ask('textDocument/rename', at('- miet', 3, {newName = 'mietu'}))
  vim.lsp.util.apply_workspace_edit(edit, client.offset_encoding)
  check(vim.fn.filereadable(site .. '/content/organizations/mietu.md') == 1, 'the file is not renamed')
  check(table.concat(lines(), '\n'):find('[[mietu|МИЭТ]]', 1, true), 'the link is not renamed')
  vim.cmd('wall')

  vim.lsp.stop_client(id)
  check(vim.wait(20000, function() return client.is_stopped() end), 'the server does not end')
  io.stdout:write('neovim: the session passed\n')
  vim.cmd('qall!')
end

local ok, failure = pcall(run)
if not ok then
  io.stderr:write(tostring(failure) .. '\n')
  vim.cmd('cquit')
end
