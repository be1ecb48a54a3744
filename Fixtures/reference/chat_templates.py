"""Reference texts for QuartetText's chat templates, computed by the public package jinja2.

    python3 -m pip install jinja2==3.1.6
    python3 chat_templates.py        # writes text/chat_templates.json; the same bytes on every run

The templates have the constructs of public models' templates in short forms of our own. The environment is the one that
chat templates are written for: `trim_blocks`, `lstrip_blocks`, loop controls, `generation` blocks without effect, and
JSON that is not escaped for HTML. Values are strings of JSON, whose keys keep their order. A case without `text` is one
that the template refuses.
"""

import json
import pathlib

import jinja2
import jinja2.ext
from jinja2.sandbox import ImmutableSandboxedEnvironment

FILE = pathlib.Path(__file__).parent / "text" / "chat_templates.json"


class Generation(jinja2.ext.Extension):
    tags = {"generation"}

    def parse(self, parser):
        next(parser.stream)
        return parser.parse_statements(["name:endgeneration"], drop_needle=True)


def environment():
    result = ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, extensions=[Generation, jinja2.ext.loopcontrols])

    def tojson(value, ensure_ascii=False, indent=None, separators=None, sort_keys=False):
        return json.dumps(value, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys)

    def refuse(message):
        raise jinja2.exceptions.TemplateError(message)

    result.filters["tojson"] = tojson
    result.globals["raise_exception"] = refuse
    return result


USER = {"role": "user", "content": "  Is the <b>blue</b> one in stock? "}
ANSWER = {"role": "assistant", "content": "Yes, three.\n"}
SYSTEM = {"role": "system", "content": "Be brief.\n"}
MORE = {"role": "user", "content": "Straße & Café: 'quoted' \"twice\" \\ done"}
THOUGHT = {"role": "assistant", "content": "<think>\nThey ask\n</think>\n\nSeven."}
CALL = {"role": "assistant", "content": None, "tool_calls": [
    {"id": "call00001", "type": "function", "function": {"name": "stock", "arguments": {"item": "blue", "count": 2}}}]}
RESULT = {"role": "tool", "content": "{\"left\": 3}", "tool_call_id": "call00001"}
PARTS = {"role": "user", "content": [{"type": "image"}, {"type": "text", "text": " What is this? "}]}
TOOLS = [{"type": "function", "function": {
    "name": "stock", "description": "Counts \"items\".", "parameters": {
        "type": "object", "required": ["item"],
        "properties": {"item": {"type": "string"}, "count": {"type": "integer", "default": 1}}}}}]

TALKS = {
    "question": [USER],
    "system": [SYSTEM, USER],
    "several": [USER, ANSWER, MORE],
    "system and several": [SYSTEM, USER, ANSWER, MORE],
    "thought": [USER, THOUGHT, MORE],
    "wrong order": [USER, USER],
}
TOOL_TALK = [SYSTEM, USER, CALL, RESULT]

FAMILIES = {
    # A first system message, marks on each side.
    "chatml": """{% for message in messages %}{% if loop.first and messages[0]['role'] != 'system' %}\
{{ '<|im_start|>system\nYou help.<|im_end|>\n' }}{% endif %}\
{{'<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n'}}{% endfor %}\
{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}""",
    # Slices of the conversation, a system message inside the first question, alternating roles.
    "llama2": """{% if messages[0]['role'] == 'system' %}{% set rest = messages[1:] %}\
{% set instructions = messages[0]['content'] %}{% else %}{% set rest = messages %}{% set instructions = false %}{% endif %}
{%- for message in rest -%}
{% if (message['role'] == 'user') != (loop.index0 % 2 == 0) %}\
{{ raise_exception('user and assistant must take turns') }}{% endif %}\
{% if loop.index0 == 0 and instructions != false %}\
{% set content = '<<SYS>>\\n' + instructions + '\\n<</SYS>>\\n\\n' + message['content'] %}\
{% else %}{% set content = message['content'] %}{% endif %}\
{% if message['role'] == 'user' %}{{ bos_token + '[INST] ' + content.strip() + ' [/INST]' }}\
{% elif message['role'] == 'assistant' %}{{ ' '  + content.strip() + ' ' + eos_token }}{% endif %}
{%- endfor %}
""",
    # Blocks on lines of their own, dates, tools with indented JSON.
    "llama3": """{{- bos_token }}
{%- if not date_string is defined %}
    {%- if strftime_now is defined %}
        {%- set date_string = strftime_now("%d %b %Y") %}
    {%- else %}
        {%- set date_string = "26 Jul 2024" %}
    {%- endif %}
{%- endif %}
{%- if not tools is defined %}{% set tools = none %}{% endif %}
{#- The system message stands first. #}
{%- if messages[0]['role'] == 'system' %}
    {%- set system_message = messages[0]['content']|trim %}
    {%- set messages = messages[1:] %}
{%- else %}
    {%- set system_message = "" %}
{%- endif %}
{{- "<|start_header_id|>system<|end_header_id|>\\n\\n" }}
{%- if builtin_tools is defined or tools is not none %}
    {{- "Environment: ipython\\n" }}
{%- endif %}
{%- if builtin_tools is defined %}
    {{- "Tools: " + builtin_tools | reject('equalto', 'code_interpreter') | join(", ") + "\\n\\n"}}
{%- endif %}
{{- "Today Date: " + date_string + "\\n\\n" }}
{%- if tools is not none %}
    {%- for t in tools %}
        {{- t | tojson(indent=4) }}
        {{- "\\n\\n" }}
    {%- endfor %}
{%- endif %}
{{- system_message }}
{{- "<|eot_id|>" }}
{%- for message in messages %}
    {%- if not (message.role == 'ipython' or message.role == 'tool' or 'tool_calls' in message) %}
        {{- '<|start_header_id|>' + message['role'] + '<|end_header_id|>\\n\\n'+ message['content'] | trim + '<|eot_id|>' }}
    {%- elif 'tool_calls' in message %}
        {%- if not message.tool_calls|length == 1 %}
            {{- raise_exception("one call at a time") }}
        {%- endif %}
        {%- set tool_call = message.tool_calls[0].function %}
        {{- '<|start_header_id|>assistant<|end_header_id|>\\n\\n' -}}
        {{- '{"name": "' + tool_call.name + '", ' }}
        {{- '"parameters": ' }}
        {{- tool_call.arguments | tojson }}
        {{- "}" }}
        {%- for arg_name, arg_val in tool_call.arguments | items %}
            {{- arg_name ~ '="' ~ arg_val ~ '"' }}
            {%- if not loop.last %}
                {{- ", " }}
            {%- endif %}
        {%- endfor %}
        {{- "<|eot_id|>" }}
    {%- else %}
        {{- "<|start_header_id|>ipython<|end_header_id|>\\n\\n" }}
        {%- if message.content is mapping or message.content is iterable %}
            {{- message.content | tojson }}
        {%- else %}
            {{- message.content }}
        {%- endif %}
        {{- "<|eot_id|>" }}
    {%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}
    {{- '<|start_header_id|>assistant<|end_header_id|>\\n\\n' }}
{%- endif %}
""",
    # Neighbours in the loop, results of tools in one turn.
    "qwen2": """{%- if tools %}
    {{- '<|im_start|>system\\n' }}
    {%- if messages[0]['role'] == 'system' %}
        {{- messages[0]['content'] }}
    {%- else %}
        {{- 'You help.' }}
    {%- endif %}
    {{- "\\n\\n# Tools\\n<tools>" }}
    {%- for tool in tools %}
        {{- "\\n" }}
        {{- tool | tojson }}
    {%- endfor %}
    {{- "\\n</tools><|im_end|>\\n" }}
{%- elif messages[0]['role'] == 'system' %}
    {{- '<|im_start|>system\\n' + messages[0]['content'] + '<|im_end|>\\n' }}
{%- endif %}
{%- for message in messages %}
    {%- if (message.role == "user") or (message.role == "system" and not loop.first) or (message.role == "assistant" and not message.tool_calls) %}
        {{- '<|im_start|>' + message.role + '\\n' + message.content + '<|im_end|>' + '\\n' }}
    {%- elif message.role == "assistant" %}
        {{- '<|im_start|>' + message.role }}
        {%- for tool_call in message.tool_calls %}
            {%- if tool_call.function is defined %}
                {%- set tool_call = tool_call.function %}
            {%- endif %}
            {{- '\\n<tool_call>\\n{"name": "' }}
            {{- tool_call.name }}
            {{- '", "arguments": ' }}
            {{- tool_call.arguments | tojson }}
            {{- '}\\n</tool_call>' }}
        {%- endfor %}
        {{- '<|im_end|>\\n' }}
    {%- elif message.role == "tool" %}
        {%- if (loop.index0 == 0) or (messages[loop.index0 - 1].role != "tool") %}
            {{- '<|im_start|>user' }}
        {%- endif %}
        {{- '\\n<tool_response>\\n' }}
        {{- message.content }}
        {{- '\\n</tool_response>' }}
        {%- if loop.last or (messages[loop.index0 + 1].role != "tool") %}
            {{- '<|im_end|>\\n' }}
        {%- endif %}
    {%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}
    {{- '<|im_start|>assistant\\n' }}
{%- endif %}
""",
    # A namespace, the conversation backwards, methods of strings on thoughts.
    "qwen3": """{%- set ns = namespace(searching=true, last=messages|length - 1) %}
{%- for message in messages[::-1] %}
    {%- set index = (messages|length - 1) - loop.index0 %}
    {%- if ns.searching and message.role == "user" and message.content is string and not(message.content.startswith('<tool_response>') and message.content.endswith('</tool_response>')) %}
        {%- set ns.searching = false %}
        {%- set ns.last = index %}
    {%- endif %}
{%- endfor %}
{%- for message in messages %}
    {%- if message.content is string %}
        {%- set content = message.content %}
    {%- else %}
        {%- set content = '' %}
    {%- endif %}
    {%- if message.role == "assistant" %}
        {%- set reasoning = '' %}
        {%- if message.reasoning_content is string %}
            {%- set reasoning = message.reasoning_content %}
        {%- elif '</think>' in content %}
            {%- set reasoning = content.split('</think>')[0].rstrip('\\n').split('<think>')[-1].lstrip('\\n') %}
            {%- set content = content.split('</think>')[-1].lstrip('\\n') %}
        {%- endif %}
        {%- if loop.index0 > ns.last and (loop.last or (not loop.last and reasoning)) %}
            {{- '<|im_start|>' + message.role + '\\n<think>\\n' + reasoning.strip('\\n') + '\\n</think>\\n\\n' + content.lstrip('\\n') }}
        {%- else %}
            {{- '<|im_start|>' + message.role + '\\n' + content }}
        {%- endif %}
        {{- '<|im_end|>\\n' }}
    {%- else %}
        {{- '<|im_start|>' + message.role + '\\n' + content + '<|im_end|>' + '\\n' }}
    {%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}
    {{- '<|im_start|>assistant\\n' }}
    {%- if enable_thinking is defined and enable_thinking is false %}
        {{- '<think>\\n\\n</think>\\n\\n' }}
    {%- endif %}
{%- endif %}""",
    # No system message.
    "gemma2": """{{ bos_token }}{% if messages[0]['role'] == 'system' %}{{ raise_exception('System role not supported') }}\
{% endif %}{% for message in messages %}{% if (message['role'] == 'user') != (loop.index0 % 2 == 0) %}\
{{ raise_exception('Conversation roles must alternate user/assistant/user/assistant/...') }}{% endif %}\
{% if (message['role'] == 'assistant') %}{% set role = 'model' %}{% else %}{% set role = message['role'] %}{% endif %}\
{{ '<start_of_turn>' + role + '\n' + message['content'] | trim + '<end_of_turn>\n' }}{% endfor %}\
{% if add_generation_prompt %}{{'<start_of_turn>model\n'}}{% endif %}""",
    # A system message before the first question, contents in parts.
    "gemma3": """{{ bos_token }}
{%- if messages[0]['role'] == 'system' -%}
    {%- if messages[0]['content'] is string -%}
        {%- set prefix = messages[0]['content'] + '\n\n' -%}
    {%- else -%}
        {%- set prefix = messages[0]['content'][0]['text'] + '\n\n' -%}
    {%- endif -%}
    {%- set rest = messages[1:] -%}
{%- else -%}
    {%- set prefix = "" -%}
    {%- set rest = messages -%}
{%- endif -%}
{%- for message in rest -%}
    {%- if (message['role'] == 'user') != (loop.index0 % 2 == 0) -%}
        {{ raise_exception("roles must alternate") }}
    {%- endif -%}
    {%- if (message['role'] == 'assistant') -%}
        {%- set role = "model" -%}
    {%- else -%}
        {%- set role = message['role'] -%}
    {%- endif -%}
    {{ '<start_of_turn>' + role + '\n' + (prefix if loop.first else "") }}
    {%- if message['content'] is string -%}
        {{ message['content'] | trim }}
    {%- elif message['content'] is iterable -%}
        {%- for item in message['content'] -%}
            {%- if item['type'] == 'image' -%}
                {{ '<start_of_image>' }}
            {%- elif item['type'] == 'text' -%}
                {{ item['text'] | trim }}
            {%- endif -%}
        {%- endfor -%}
    {%- else -%}
        {{ raise_exception("Invalid content type") }}
    {%- endif -%}
    {{ '<end_of_turn>\n' }}
{%- endfor -%}
{%- if add_generation_prompt -%}
    {{'<start_of_turn>model\n'}}
{%- endif -%}
""",
    "phi3": """{% for message in messages %}{% if message['role'] == 'system' and message['content'] %}\
{{'<|system|>\n' + message['content'] + '<|end|>\n'}}{% elif message['role'] == 'user' %}\
{{'<|user|>\n' + message['content'] + '<|end|>\n'}}{% elif message['role'] == 'assistant' %}\
{{'<|assistant|>\n' + message['content'] + '<|end|>\n'}}{% endif %}{% endfor %}\
{% if add_generation_prompt %}{{ '<|assistant|>\n' }}{% else %}{{ eos_token }}{% endif %}""",
    "mistral1": """{{ bos_token }}{% for message in messages %}\
{% if (message['role'] == 'user') != (loop.index0 % 2 == 0) %}{{ raise_exception('roles must alternate') }}{% endif %}\
{% if message['role'] == 'user' %}{{ '[INST] ' + message['content'] + ' [/INST]' }}\
{% elif message['role'] == 'assistant' %}{{ message['content'] + eos_token + ' ' }}\
{% else %}{{ raise_exception('Only user and assistant roles are supported!') }}{% endif %}{% endfor %}""",
    # Filters by attributes, a loop with a condition, pieces of strings.
    "mistral3": """{%- if messages[0]["role"] == "system" %}
    {%- set system_message = messages[0]["content"] %}
    {%- set loop_messages = messages[1:] %}
{%- else %}
    {%- set loop_messages = messages %}
{%- endif %}
{%- set user_messages = loop_messages | selectattr("role", "equalto", "user") | list %}
{%- set ns = namespace() %}
{%- set ns.index = 0 %}
{%- for message in loop_messages | rejectattr("role", "in", ["tool", "tool_results"]) %}
    {%- if not (message.tool_calls is defined and message.tool_calls is not none) %}
        {%- if (message["role"] == "user") != (ns.index % 2 == 0) %}
            {{- raise_exception("roles must alternate") }}
        {%- endif %}
        {%- set ns.index = ns.index + 1 %}
    {%- endif %}
{%- endfor %}
{{- bos_token }}
{%- for message in loop_messages %}
    {%- if message["role"] == "user" %}
        {%- if tools is not none and (message == user_messages[-1]) %}
            {{- "[AVAILABLE_TOOLS] [" }}
            {%- for tool in tools %}
                {%- set tool = tool.function %}
                {{- '{"type": "function", "function": {' }}
                {%- for key, val in tool.items() if key != "return" %}
                    {%- if val is string %}
                        {{- '"' + key + '": "' + val + '"' }}
                    {%- else %}
                        {{- '"' + key + '": ' + val|tojson }}
                    {%- endif %}
                    {%- if not loop.last %}
                        {{- ", " }}
                    {%- endif %}
                {%- endfor %}
                {{- "}}" }}
                {%- if not loop.last %}
                    {{- ", " }}
                {%- else %}
                    {{- "]" }}
                {%- endif %}
            {%- endfor %}
            {{- "[/AVAILABLE_TOOLS]" }}
        {%- endif %}
        {%- if loop.last and system_message is defined %}
            {{- "[INST] " + system_message + "\\n\\n" + message["content"] + "[/INST]" }}
        {%- else %}
            {{- "[INST] " + message["content"] + "[/INST]" }}
        {%- endif %}
    {%- elif message.tool_calls is defined and message.tool_calls is not none %}
        {{- "[TOOL_CALLS] [" }}
        {%- for tool_call in message.tool_calls %}
            {%- set out = tool_call.function|tojson %}
            {{- out[:-1] }}
            {%- if not tool_call.id is defined or tool_call.id|length != 9 %}
                {{- raise_exception("Tool call IDs should be alphanumeric strings with length 9!") }}
            {%- endif %}
            {{- ', "id": "' + tool_call.id + '"}' }}
            {%- if not loop.last %}
                {{- ", " }}
            {%- else %}
                {{- "]" + eos_token }}
            {%- endif %}
        {%- endfor %}
    {%- elif message["role"] == "assistant" %}
        {{- " " + message["content"]|trim + eos_token}}
    {%- elif message["role"] == "tool_results" or message["role"] == "tool" %}
        {%- if message.content is defined and message.content.content is defined %}
            {%- set content = message.content.content %}
        {%- else %}
            {%- set content = message.content %}
        {%- endif %}
        {{- '[TOOL_RESULTS] {"content": ' + content|string + ", " }}
        {{- '"call_id": "' + message.tool_call_id + '"}[/TOOL_RESULTS]' }}
    {%- else %}
        {{- raise_exception("Only user and assistant roles are supported") }}
    {%- endif %}
{%- endfor %}
""",
    "zephyr": """{% for message in messages %}
{% if message['role'] == 'user' %}
{{ '<|user|>
' + message['content'] + eos_token }}
{% elif message['role'] == 'system' %}
{{ '<|system|>
' + message['content'] + eos_token }}
{% elif message['role'] == 'assistant' %}
{{ '<|assistant|>
'  + message['content'] + eos_token }}
{% endif %}
{% if loop.last and add_generation_prompt %}
{{ '<|assistant|>' }}
{% endif %}
{% endfor %}""",
    "deepseek": """{% if not add_generation_prompt is defined %}{% set add_generation_prompt = false %}{% endif %}\
{% set ns = namespace(is_first=false, is_tool=false, system_prompt='') %}{%- for message in messages %}\
{%- if message['role'] == 'system' %}{% set ns.system_prompt = message['content'] %}{%- endif %}{%- endfor %}\
{{bos_token}}{{ns.system_prompt}}{%- for message in messages %}{%- if message['role'] == 'user' %}\
{%- set ns.is_tool = false -%}{{'<｜User｜>' + message['content']}}{%- endif %}\
{%- if message['role'] == 'assistant' and message['content'] is not none %}{% set content = message['content'] %}\
{% if '</think>' in content %}{% set content = content.split('</think>')[-1] %}{% endif %}\
{{'<｜Assistant｜>' + content + '<｜end▁of▁sentence｜>'}}{%- endif %}{%- endfor -%}\
{% if add_generation_prompt and not ns.is_tool %}{{'<｜Assistant｜><think>\\n'}}{% endif %}""",
    # What is learnt, marked with generation blocks.
    "generation": """{%- for message in messages -%}
    {%- if message.role == 'assistant' -%}
        {%- generation -%}
        {{- message.content + eos_token -}}
        {%- endgeneration -%}
    {%- else -%}
        {{ message.role | upper }}: {{ message.content | trim }}{{ "\n" }}
    {%- endif -%}
{%- endfor -%}""",
    # Macros that call themselves, as templates that describe tools in TypeScript have.
    "macros": """{%- macro kind(spec, required=false, depth=0) -%}
    {%- set names = {"string": "string", "integer": "number"} -%}
    {%- if spec.type == "object" -%}
        {{- "{\\n" }}
        {%- for name, inner in spec.properties.items() %}
            {{- "  " * (depth + 1) + name + ("" if name in spec.required else "?") + ": " + kind(inner, depth=depth + 1) }}
            {%- if inner.default is defined %} // default: {{ inner.default|tojson }}{% endif %}
            {{- ",\\n" if not loop.last else "\\n" }}
        {%- endfor %}
        {{- "  " * depth + "}" }}
    {%- elif names[spec.type] is defined -%}
        {{- names[spec.type] -}}
    {%- else -%}
        any
    {%- endif -%}
{%- endmacro -%}
{%- for tool in tools or [] %}
{{- "// " + tool.function.description|default("nothing") + "\\ntype " + tool.function.name + " = (_: " + kind(tool.function.parameters) + ") => any;\\n" }}
{%- endfor %}
{%- for message in messages if message.role in ["user", "assistant"] %}
    {%- if loop.index > 3 %}{% break %}{% endif %}
    {%- if not message.content %}{% continue %}{% endif %}
{{ loop.index }}/{{ loop.length }} {{ loop.revindex0 }} {{ message.role|capitalize }}: {{ message.content|trim|replace("\\n", " ") }}{{ " (again)" if loop.previtem is defined and loop.previtem.role == message.role }}
{%- else %}
nothing
{%- endfor %}""",
}

DETAILS = [
    "{{ 7 // 2 }} {{ -7 // 2 }} {{ -7 % 3 }} {{ 7 / 2 }} {{ 2 ** 10 }} {{ 1 + 2 * 3 - 4 }} {{ 10 ~ 'x' ~ true }}",
    "{{ 1 < 2 }} {{ 'a' < 'b' }} {{ 1 == 1.0 }} {{ [1, 2] == [1, 2] }} {{ none == false }} {{ 'x' != 'y' and not false }}",
    "{{ 'abc' in 'xabcy' }} {{ 2 not in [1, 3] }} {{ 'k' in {'k': 1} }} {{ not 'a' in 'b' }}",
    "{{ 'abcdef'[1:-1] }} {{ 'abcdef'[::-2] }} {{ [1, 2, 3, 4][-2:] }} {{ 'abc'[5:] }}|{{ 'abc'[-1] }} {{ [[1, 2], 3][0][1] }}",
    "{{ '  x y '.strip() }}|{{ 'xxaxx'.strip('x') }}|{{ ' a'.lstrip() }}|{{ 'b '.rstrip() }}|{{ 'a,b,,c'.split(',') }}",
    "{{ ' a  b '.split() }} {{ 'a-b-c'.split('-', 1) }} {{ 'abab'.replace('a', 'x') }} {{ 'a b'.title() }} {{ 'Ab'.upper() }}",
    "{{ 'ab'.startswith('a') }} {{ 'ab'.endswith(('x', 'b')) }} {{ 'aXa'.lower() }} {{ 'hello'.capitalize() }} {{ 'aba'.count('a') }}",
    "{{ [3, 1, 2]|sort|join(',') }} {{ [1, 2]|first }} {{ [1, 2]|last }} {{ []|first is defined }} {{ [1, [2]]|length }}",
    "{{ ['b', 'A', 'c']|sort|list }} {{ ['a', 'b']|map('upper')|join }} {{ [1, 2, 3]|select('odd')|list }} {{ [1, 1, 2]|unique|list }}",
    "{{ [{'a': 1}, {'a': 2}]|map(attribute='a')|list }} {{ [{'a': 1}, {'b': 2}]|selectattr('a')|list }} {{ [1, 2, 3]|sum }} {{ [2, 5, 3]|max }}",
    "{{ {'a': 1, 'b': [true, none, 'x\"y']}|tojson }} {{ {'a': [1, {}], 'b': []}|tojson(indent=2) }} {{ 'ü\\n'|tojson }}",
    "{{ {'b': 1, 'a': 2}.items()|list|length }} {{ {'b': 1}.get('b') }} {{ {'b': 1}.get('c') }} {{ {'b': 1}.get('c', 5) }} {{ {'b': 1}.keys()|list }}",
    "{{ x|default('none') }} {{ none|default('d') }} {{ ''|default('d', true) }} {{ x is defined }} {{ x is undefined }} {{ none is none }}",
    "{{ 5 is number }} {{ 'a' is string }} {{ {} is mapping }} {{ [] is sequence }} {{ true is true }} {{ 1 is true }} {{ false is false }} {{ 4 is even }}",
    "{{ '12'|int + 1 }} {{ '3.7'|float }} {{ 'x'|int(7) }} {{ -3|abs }} {{ 2.5|round }} {{ 3|string + '!' }} {{ 1.5 }} {{ 'a'|e }}",
    "{{ 'x' if false }}|{{ 'a' if 0 else 'b' if '' else 'c' }}|{{ (1, 2)[1] }}|{{ 'a' 'b' }}|{{ \"\\t\\x41\\u00e9\" }}|{{ '\\d' }}",
    "{% set a, b = 1, 2 %}{{ a }}{{ b }}{% set block %}in {{ a }}{% endset %}[{{ block }}]{% for a in [9] %}{% set b = 7 %}{% endfor %}{{ a }}{{ b }}",
    "{% if true %}{% set c = 3 %}{% endif %}{{ c }} {% for x in [] %}{% else %}empty{% endfor %} {% for k, v in {'a': 1}.items() %}{{ k }}{{ v }}{% endfor %}",
    "a\n  {% if true %}\n  b\n  {% endif %}\nc {% if true %} d {% endif %}\n{# note #}\n  {# note #} e\n",
    "x   {%- if true -%}   y   {%- endif +%}\n z {{- ' w ' -}} \n v\n\n",
    "  {%+ if true %} kept {% endif %}\n\t{{ 'tab' }}\n{% raw %}{{ not read }} {% if %}{% endraw %}\nend",
    "{% for i in range(3) %}{{ i }}{% if not loop.last %},{% endif %}{% endfor %} {{ range(1, 7, 2)|list }} {{ dict(a=1).a }} {{ loop is defined }}",
    "{% for i in [1, 2, 3] %}{{ loop.previtem|default('-') }}{{ i }}{{ loop.nextitem|default('-') }} {% endfor %}{{ 'a\nb'|indent(2) }} {{ 'a\nb'|indent(2, true) }}",
    "{{ {'a': {'b': {'c': 1}}}.a.b.c }} {{ {'a': [{'b': 5}]}['a'][0].b }} {{ {'a': 1}.zzz is defined }} {{ true and 'yes' or 'no' }} {{ {} or 'empty' }}",
    "{{ [1, 2] + [3] }} {{ 'ab' * 2 }} {{ ['a', none, 1.0, true] }} {{ {'k': 'it\\'s'} }} {{ 'Straße'|upper }} {{ 'a.b'.split('.')[-1] }}",
    "{{ messages|map(attribute='role')|join(' ') }} {{ (messages|last).role }} {{ messages|selectattr('role', 'equalto', 'user')|list|length }}",
    "{%- macro m(a, b='x') %}<{{ a }}{{ b }}>{% endmacro -%}{{ m(1) }}{{ m(1, 2) }}{{ m(b=3, a=4) }}{{ m('q')|length }}",
]

FAULTS = [
    "{{ messages[0].content.nothing.more }}", "{{ x.y }}", "{{ 1 + 'a' }}", "{{ 'a' + none }}", "{% for m in 5 %}{% endfor %}",
    "{{ 1 // 0 }}", "{{ messages|nofilter }}", "{{ 1 is nokind }}", "{{ nothing() }}", "{{ 'x'.nomethod() }}",
    "{% if true %}", "{{ 'x }}", "{% endif %}", "{% nothing %}", "{{ 1 + }}", "{{ (1 }}", "{# open", "{{ 1 2 }}",
    "{{ raise_exception('no') }}", "{% set messages.x = 1 %}",
]


def main():
    env = environment()
    cases = []

    def add(name, template, family=None, **values):
        values = {"bos_token": "<s>", "eos_token": "</s>", "add_generation_prompt": True, "tools": None,
                  "date_string": "26 Jul 2024", **values}
        try:
            text = env.from_string(template).render(**values)
        except jinja2.exceptions.TemplateError:
            text = None
        except (ZeroDivisionError, TypeError):
            text = None
        cases.append({"name": name, "template": family or template, "values": json.dumps(values, ensure_ascii=False),
                      "text": text})

    for family, template in FAMILIES.items():
        for talk, messages in TALKS.items():
            add(f"{family}: {talk}", template, family, messages=messages)
        add(f"{family}: no answer asked", template, family, messages=[USER, ANSWER], add_generation_prompt=False)
    for family in ["llama3", "qwen2", "mistral3", "macros"]:
        add(f"{family}: tools", FAMILIES[family], family, messages=TOOL_TALK, tools=TOOLS, builtin_tools=["search", "code_interpreter"])
    add("gemma3: parts", FAMILIES["gemma3"], "gemma3", messages=[PARTS])
    add("qwen3: without thoughts", FAMILIES["qwen3"], "qwen3", messages=[USER], enable_thinking=False)
    for template in DETAILS:
        add(template, template, messages=TALKS["several"])
    for template in FAULTS:
        add(template, template, messages=TALKS["question"])
    result = {"templates": FAMILIES, "cases": cases}
    FILE.write_text(json.dumps(result, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    refused = [case["name"] for case in cases if case["text"] is None]
    print(f"{len(cases)} cases; refused: {refused}")


main()
