; <script setup lang="ts">…</script>
(script_element
  (start_tag) @script.start
  (raw_text) @script.text)

; <JobCard />   <job-card>…</job-card>
(self_closing_tag (tag_name) @tag)
(element (start_tag (tag_name) @tag))

; <JobCard :user="expression" />   <JobCard @click="expression" />
(quoted_attribute_value (attribute_value) @markup.expression)

; {{ expression }}
(text) @markup.text
