/** The reference: a page that holds as many texts and only echoes what is typed. */

const row = (number: number) => `<li><b>Person</b><p>${number}. A text of some words</p></li>`;

/** `rows`: the texts in the page. `startStream()` adds ten a second until `stopStream()`. */
export const echoPage = (rows: number): string => `<!doctype html>
<title>Echo</title>
<ol style="height: 70vh; overflow: auto">${Array.from({ length: rows }, (_, at) => row(at)).join('')}</ol>
<output></output>
<textarea></textarea>
<script>
  const list = document.querySelector('ol');
  document.querySelector('textarea').oninput = ({ target }) => {
    document.querySelector('output').textContent = target.value;
  };
  let stream;
  const startStream = () => {
    stream = setInterval(() => {
      list.insertAdjacentHTML('beforeend', '${row(0)}');
      list.scrollTop = list.scrollHeight;
    }, 100);
  };
  const stopStream = () => clearInterval(stream);
</script>`;
