const visitors = document.getElementById('visitors');
io().on('visitors', (count) => {
  if (visitors) visitors.textContent = String(count);
});
