; <script lang="ts" context="module">…</script>
(script_element
  (start_tag) @script.start
  (raw_text) @script.text)

; <JobCard />   <JobCard>…</JobCard>
(self_closing_tag (tag_name) @tag)
(element (start_tag (tag_name) @tag))

; {expression}   on:click={expression}   {#if expression}
(svelte_raw_text) @markup.expression
