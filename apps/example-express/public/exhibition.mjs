import { io } from './socket.io/socket.io.esm.min.js';

const visitors = document.getElementById('visitors');
io().on('visitors', (count) => {
  if (visitors) visitors.textContent = String(count);
});
