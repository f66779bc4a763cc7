console.log('yapa', process.argv.slice(2), process.pid)
