import { io } from './socket.io/socket.io.esm.min.js';

const visitors = document.getElementById('visitors');
// Not by polling first: a page that is left would count until its next poll is missed.
io({ transports: ['websocket'] }).on('visitors', (count) => {
  if (visitors) visitors.textContent = String(count);
});
